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
  code: { copy: 'Copy', copied: 'Copied', notCopied: 'The browser does not allow it: select and copy' },
  none: 'There is no such page',
  noneNext: 'The address may be mistyped, or the page has moved.',
  toStart: 'To the overview',
  start: {
    title: 'For relying parties',
    lead: 'Organisations that the law tells to check a document or an identity connect their gates, desks and systems here. Every check states its purpose, is answered with yes or no and the reason, and can be looked up by both sides with its evidence id.',
    first: 'Three things to do first',
    tryTitle: 'Try a real-name check',
    tryDetail:
      'In the demonstration: make a key, get a token, ask about a person. An answer in minutes, without applying.',
    tryAct: 'Try it',
    readTitle: 'Understand tokens and answers',
    readDetail:
      'Get a token with a private key or a certificate; every answer has a verdict, a reason and a next step.',
    readAct: 'Read how to get a token',
    applyTitle: 'Apply for your organisation',
    applyDetail:
      'Its administrator states the legal basis and the purposes, and is answered within {days} working days.',
    applyAct: 'Apply',
    services: 'The platform answers five questions',
    answers: 'Answer',
    limit: '{perMinute} a minute, {perDay} a day',
    guide: 'How to use it',
    path: 'How to become a relying party',
    steps: {
      basis: {
        title: 'A legal basis',
        words:
          'A law or an administrative regulation tells you to check identities. Without one, no purpose is opened.',
      },
      application: {
        title: 'An application',
        words:
          'The administrator states basis, purposes, services and a contact. The organisation is taken in at a counter before that.',
      },
      review: {
        title: 'A review',
        words: 'An officer decides within {days} working days. A refusal says why, and what would change it.',
      },
      agreement: {
        title: 'An agreement',
        words:
          'Read and accepted on these pages: checks serve the stated purposes only, nothing more is kept.',
      },
      systems: {
        title: 'Systems and devices',
        words:
          'Register a public key or a certificate for a system, show an enrolment code to a gate or a handheld. Each can be revoked at any time, within a minute.',
      },
    },
    promises: 'What the platform promises',
    promised: {
      reason: 'No “no” without a reason and a next step; every answer has a trace id.',
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
        'Yes once the holder agrees on the phone; everything else comes when the time is up, and does not tell why.',
    },
    'card-status-check': {
      asks: 'Has this physical card been reported lost, has it expired?',
      gives: 'Usable or not, and the reason.',
    },
  },
};
