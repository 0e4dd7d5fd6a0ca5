import type { zhHans } from './zh-hans.ts';

export const en: typeof zhHans = {
  nav: {
    label: 'The portal',
    home: 'Overview',
    guides: 'Guides',
    reference: 'API',
    tryIt: 'Try it',
    party: 'My access',
  },
  code: {
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'The browser does not allow copying: select the text and copy it',
  },
  none: 'There is no such page',
  noneNext: 'The address may be mistyped, or the page has moved.',
  toStart: 'Go to the overview',
  start: {
    title: 'For relying parties',
    lead: 'For organisations that the law requires to check documents or identities: connect your gates, desks and systems here. Every check states its purpose and is answered with yes or no and a reason, and both sides can look it up later by its evidence id.',
    first: 'Three things to do first',
    tryTitle: 'Try a real-name check',
    tryDetail:
      'In the demonstration you make a key, get a token and ask about a person: an answer in minutes, without applying.',
    tryAct: 'Try it',
    readTitle: 'Understand tokens and answers',
    readDetail:
      'Get a token with a private key or a certificate; every answer has a verdict, a reason and a next step.',
    readAct: 'Read how to get a token',
    applyTitle: 'Apply for your organisation',
    applyDetail:
      'An administrator states the legal basis and the purposes. We answer within {days} working days.',
    applyAct: 'Apply',
    services: 'The platform answers five questions',
    answers: 'Answer',
    limit: 'Up to {perMinute} a minute, {perDay} a day',
    guide: 'How to use it',
    path: 'How to become a relying party',
    steps: {
      basis: {
        title: 'A legal basis',
        words:
          'A law or administrative regulation requires you to check identities. Purposes without one are not opened.',
      },
      application: {
        title: 'An application',
        words:
          'The administrator states the basis, purposes, services and a contact. The organisation must first be registered at a counter.',
      },
      review: {
        title: 'A review',
        words: 'An officer decides within {days} working days. A refusal says why, and what to correct.',
      },
      agreement: {
        title: 'An agreement',
        words:
          'Read and accept it on these pages: check for the stated purposes only, and keep nothing more than needed.',
      },
      systems: {
        title: 'Systems and devices',
        words:
          'Register a public key or certificate for each system, and show an enrolment code to each gate or handheld. Any of them can be revoked at any time; it takes effect within a minute.',
      },
    },
    promises: 'What the platform promises',
    promised: {
      reason: 'Every “no” comes with a reason and a next step; every answer has a trace id.',
      yesNo: 'Real-name and real-person checks answer yes or no: no name, number or photo comes back.',
      looks: 'Holders see who checked, when and for what, and can report it.',
      offline:
        'With the database down, codes are still checked; with no network, the offline pack works for a week.',
    },
  },
  problems: { status: 'Status', code: 'Code', title: 'Meaning', next: 'Next step' },
  service: {
    'credential-check': {
      asks: 'Is this credential real and valid, and may it be used here?',
      gives: 'Green, amber or red, the reason, and the few fields that the purpose may see.',
    },
    'real-name-check': {
      asks: 'Do this name and this number belong to one person?',
      gives: 'Match or no match.',
    },
    'real-person-check': {
      asks: 'Is the person here the one the number belongs to?',
      gives: 'Yes or no; the photo is deleted once compared.',
    },
    'link-check': {
      asks: 'Do these two document numbers belong to one person?',
      gives:
        'Yes once the holder agrees on their phone. Anything else is answered when the time is up, without saying why.',
    },
    'card-status-check': {
      asks: 'Has this physical card been reported lost, or expired?',
      gives: 'Usable or not, and the reason.',
    },
  },
};
