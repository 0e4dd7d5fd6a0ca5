import type { Facts } from '../../policy/facts.ts';
import type { Example } from '../procedure.ts';

const now = new Date('2026-11-21T09:03:00+08:00');
const input = { name: '张晓晓', number: '990000199003070013', city: '北京市' };
const proven: Facts = {
  medium: 'electronic',
  realName: 'match',
  proofs: [{ rung: 'real-person', outcome: 'accept', reasons: [], at: now }],
  declinedFace: false,
  chosen: null,
  usedThisMonth: 0,
  active: null,
};
const inHours = (hours: number) => ({ expiresAt: new Date(now.getTime() + hours * 3_600_000) });

/** What people meet, as data: the generic test, the demo and the docs read it from here. */
export const examples: readonly Example<{ name: string; number: string; city: string }>[] = [
  {
    title: 'B2: a person whose face matches is issued one at once',
    input,
    now,
    facts: proven,
    expect: { kind: 'issue', subject: { name: '张晓晓', number: '990000199003070013' } },
  },
  {
    title: 'B4: a home-return permit is told that only the resident card qualifies',
    input: { ...input, number: 'H01234567' },
    now,
    facts: proven,
    expect: { kind: 'invalid', fields: ['number'] },
  },
  {
    title: 'A11: every wrong field is named before any photo is taken',
    input: { name: '', number: '990000199003070018', city: '' },
    now,
    facts: proven,
    expect: { kind: 'invalid', fields: ['name', 'number', 'city'] },
  },
  {
    title: 'B2: without a face check the application waits for one',
    input,
    now,
    facts: { ...proven, proofs: [] },
    expect: { kind: 'await', rule: 'subject-proven' },
  },
  {
    title: 'B3: the fourth application of a natural month is refused',
    input,
    now,
    facts: { ...proven, usedThisMonth: 3 },
    expect: { kind: 'refuse', rule: 'per-natural-month' },
  },
  {
    title: 'B3: with 4 hours left the one held is to be shown instead',
    input,
    now,
    facts: { ...proven, active: inHours(4) },
    expect: { kind: 'refuse', rule: 'reapply-in-last-hours' },
  },
  {
    title: 'B3: with 2 hours left another is issued',
    input,
    now,
    facts: { ...proven, usedThisMonth: 1, active: inHours(2) },
    expect: { kind: 'issue', subject: { name: '张晓晓', number: '990000199003070013' } },
  },
  {
    title: 'B3: beyond the quota the counter still issues paper',
    input,
    now,
    facts: {
      ...proven,
      medium: 'paper',
      usedThisMonth: 3,
      active: inHours(20),
      proofs: [{ rung: 'counter', outcome: 'accept', reasons: [], at: now }],
    },
    expect: { kind: 'issue', subject: { name: '张晓晓', number: '990000199003070013' } },
  },
  {
    title: 'A12: who declines the face is led to the counter',
    input,
    now,
    facts: { ...proven, proofs: [], declinedFace: true },
    expect: { kind: 'refer', rule: 'subject-proven' },
  },
  {
    title: 'A2: the third failed face try leads to the counter',
    input,
    now,
    facts: {
      ...proven,
      proofs: Array.from({ length: 3 }, () => ({
        rung: 'real-person' as const,
        outcome: 'refuse' as const,
        reasons: [{ code: 'no-match' as const }],
        at: now,
      })),
    },
    expect: { kind: 'refer', rule: 'subject-proven' },
  },
];
