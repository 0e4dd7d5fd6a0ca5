import type { Facts, Proof } from '../../policy/facts.ts';
import type { Example } from '../procedure.ts';

const now = new Date('2026-11-21T09:03:00+08:00');
const terms = 'terms-2026-11';
const input = { document: 'resident-id', name: '张晓晓', number: '990000199003070013', terms };
const permit = {
  document: 'taiwan-permit',
  name: '林雅婷',
  number: '99000127',
  expires: '2031-05-03',
  terms,
};
const subject = { name: '张晓晓', number: '990000199003070013' };
const proof = (
  rung: Proof['rung'],
  outcome: Proof['outcome'],
  ...codes: Proof['reasons'][number]['code'][]
): Proof => ({ rung, outcome, reasons: codes.map((code) => ({ code })), at: now });
const bare: Facts = {
  medium: 'electronic',
  realName: 'match',
  proofs: [],
  declinedFace: false,
  chosen: null,
  usedThisMonth: 0,
  active: null,
};
const after = (...proofs: Proof[]): Facts => ({ ...bare, proofs });
const faceFailed = Array.from({ length: 3 }, () => proof('real-person', 'refuse', 'no-match'));

/** What people meet, as data: the generic test, the demo and the docs read it from here. */
export const examples: readonly Example<unknown>[] = [
  {
    title: 'A1: a person whose face matches is real-person at once',
    input,
    now,
    facts: after(proof('real-person', 'accept')),
    expect: { kind: 'issue', subject },
  },
  {
    title: 'A9: a Taiwan resident registers with the permit and its expiry date',
    input: permit,
    now,
    facts: after(proof('real-person', 'accept')),
    expect: {
      kind: 'issue',
      subject: { name: '林雅婷', number: '99000127', document: 'taiwan-permit', expires: '2031-05-03' },
    },
  },
  {
    title: 'A2: after three failed face tries the mobile on file is asked for',
    input,
    now,
    facts: after(...faceFailed),
    expect: { kind: 'await', rule: 'subject-proven' },
  },
  {
    title: 'A2: the mobile on file gives real-name',
    input,
    now,
    facts: after(...faceFailed, proof('mobile-on-file', 'accept')),
    expect: { kind: 'issue', subject },
  },
  {
    title: 'A3: a mobile that is not the one on file leads to a third party that vouches',
    input,
    now,
    facts: after(...faceFailed, proof('mobile-on-file', 'refuse', 'mobile-differs')),
    expect: { kind: 'await', rule: 'subject-proven' },
  },
  {
    title: 'A3: the vouched mobile gives real-name',
    input,
    now,
    facts: after(proof('mobile-on-file', 'refuse', 'mobile-differs'), proof('vouched-mobile', 'accept')),
    expect: { kind: 'issue', subject },
  },
  {
    title: 'A5: photos of the document wait for a reviewer',
    input,
    now,
    facts: after(proof('document-review', 'review', 'document-photos-sent')),
    expect: { kind: 'refer', rule: 'subject-proven' },
  },
  {
    title: 'A12: who declines the face takes the mobile on file instead',
    input,
    now,
    facts: { ...bare, declinedFace: true },
    expect: { kind: 'await', rule: 'subject-proven' },
  },
  {
    title: 'A6: who chooses the counter is expected there',
    input,
    now,
    facts: { ...bare, chosen: 'counter' },
    expect: { kind: 'refer', rule: 'subject-proven' },
  },
  {
    title: 'A6: an officer who does not recognise the person ends it',
    input,
    now,
    facts: after(proof('counter', 'refuse', 'identity-not-proven')),
    expect: { kind: 'refuse', rule: 'subject-proven' },
  },
  {
    title: 'A11: every wrong field is named before any photo is taken',
    input: { document: 'resident-id', name: '', number: '990000199003070018', terms: '' },
    now,
    facts: bare,
    expect: { kind: 'invalid', fields: ['name', 'number', 'terms'] },
  },
  {
    title: 'A11: without a kind of document nothing else can be checked',
    input: { ...input, document: 'passport' },
    now,
    facts: bare,
    expect: { kind: 'invalid', fields: ['document'] },
  },
  {
    title: 'A9: an expired permit is named before the register is asked',
    input: { ...permit, expires: '2026-11-20' },
    now,
    facts: bare,
    expect: { kind: 'invalid', fields: ['expires'] },
  },
];
