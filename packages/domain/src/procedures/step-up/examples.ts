import type { Facts, Proof } from '../../policy/facts.ts';
import type { Example } from '../procedure.ts';

const now = new Date('2026-11-21T09:03:00+08:00');
const input = { expires: '2032-05-03' };
const holder = { name: '张晓晓', number: '990000199003070013' };
const subject = { ...holder, expires: '2032-05-03' };
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
export const examples: readonly Example<{ expires: string }>[] = [
  {
    title: 'A4: the document’s expiry date and the face make a real-name person real-person',
    input,
    holder,
    now,
    facts: after(proof('real-person', 'accept')),
    expect: { kind: 'issue', subject },
  },
  {
    title: 'A4: a card without an expiry date is long-term',
    input: { expires: '长期' },
    holder,
    now,
    facts: after(proof('real-person', 'accept')),
    expect: { kind: 'issue', subject: { ...holder, expires: 'long-term' } },
  },
  {
    title: 'A5: after three failed face tries photos of the document are asked for',
    input,
    holder,
    now,
    facts: after(...faceFailed),
    expect: { kind: 'await', rule: 'subject-proven' },
  },
  {
    title: 'A5: photos that wait for a reviewer decide nothing yet',
    input,
    holder,
    now,
    facts: after(...faceFailed, proof('document-review', 'review', 'document-photos-sent')),
    expect: { kind: 'refer', rule: 'subject-proven' },
  },
  {
    title: 'A6: photos refused twice lead to the counter',
    input,
    holder,
    now,
    facts: after(
      ...faceFailed,
      proof('document-review', 'refuse', 'identity-not-proven'),
      proof('document-review', 'refuse', 'identity-not-proven'),
    ),
    expect: { kind: 'refer', rule: 'subject-proven' },
  },
  {
    title: 'A6: an officer who does not recognise the person ends it',
    input,
    holder,
    now,
    facts: after(proof('counter', 'refuse', 'identity-not-proven')),
    expect: { kind: 'refuse', rule: 'subject-proven' },
  },
  {
    title: 'A11: a date that does not exist is named before any photo is taken',
    input: { expires: '2032-02-30' },
    holder,
    now,
    facts: bare,
    expect: { kind: 'invalid', fields: ['expires'] },
  },
];
