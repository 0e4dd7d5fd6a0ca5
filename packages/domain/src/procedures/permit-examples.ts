import type { Facts } from '../policy/facts.ts';
import type { Example, Subject } from './procedure.ts';

type PermitInput = {
  readonly reason: string;
  readonly name: string;
  readonly number: string;
  readonly expires: string;
};

const now = new Date('2026-11-21T09:03:00+08:00');
const proven: Facts = {
  medium: 'electronic',
  realName: 'match',
  proofs: [{ rung: 'real-person', outcome: 'accept', reasons: [], at: now }],
  declinedFace: false,
  chosen: null,
  usedThisMonth: 0,
  active: null,
};
const bare: Facts = { ...proven, proofs: [] };

/** A permit's holder, and what differs in their examples. */
type Holder = {
  readonly subject: Subject & { readonly expires: string };
  /** Number and last day as the permit prints them. */
  readonly printed: { readonly number: string; readonly expires: string };
  readonly who: string;
  /** A permit of the other kind, and what it is called. */
  readonly other: { readonly number: string; readonly called: string };
};

/** What people with either permit meet, as data: the generic test, the demo and the docs read it from here. */
export function permitExamples({ subject, printed, who, other }: Holder): readonly Example<PermitInput>[] {
  const input = { reason: 'lost', name: subject.name, number: subject.number, expires: subject.expires };
  return [
    {
      title: `T1: ${who} whose face matches is issued one at once`,
      input,
      now,
      facts: proven,
      expect: { kind: 'issue', subject },
    },
    {
      title: 'T2: number and last day are understood as the permit prints them',
      input: { ...input, reason: 'forgotten', ...printed },
      now,
      facts: proven,
      expect: { kind: 'issue', subject },
    },
    {
      title: 'T3: a second one in a natural month is issued',
      input: { ...input, reason: 'damaged' },
      now,
      facts: { ...proven, usedThisMonth: 1 },
      expect: { kind: 'issue', subject },
    },
    {
      title: 'T3: the third of a natural month is refused',
      input,
      now,
      facts: { ...proven, usedThisMonth: 2 },
      expect: { kind: 'refuse', rule: 'per-natural-month' },
    },
    {
      title: 'T7: beyond the quota the counter still issues paper',
      input,
      now,
      facts: {
        ...proven,
        medium: 'paper',
        usedThisMonth: 2,
        proofs: [{ rung: 'counter', outcome: 'accept', reasons: [], at: now }],
      },
      expect: { kind: 'issue', subject },
    },
    {
      title: 'T2: without a face check the application waits for one',
      input,
      now,
      facts: bare,
      expect: { kind: 'await', rule: 'subject-proven' },
    },
    {
      title: 'A12: who declines the face can send photos of the permit',
      input,
      now,
      facts: { ...bare, declinedFace: true },
      expect: { kind: 'await', rule: 'subject-proven' },
    },
    {
      title: 'A12: without a portrait on record and without the permit it is the counter',
      input,
      now,
      facts: { ...bare, chosen: 'counter' },
      expect: { kind: 'refer', rule: 'subject-proven' },
    },
    {
      title: `T1: ${other.called} is told that this permit is not for it`,
      input: { ...input, number: other.number },
      now,
      facts: bare,
      expect: { kind: 'invalid', fields: ['number'] },
    },
    {
      title: 'T2: an expired permit is named before the register is asked',
      input: { ...input, expires: '2026-11-20' },
      now,
      facts: bare,
      expect: { kind: 'invalid', fields: ['expires'] },
    },
    {
      title: 'A11: every wrong field is named before any photo is taken',
      input: { reason: 'stolen', name: '', number: '1', expires: '' },
      now,
      facts: bare,
      expect: { kind: 'invalid', fields: ['reason', 'name', 'number', 'expires'] },
    },
  ];
}
