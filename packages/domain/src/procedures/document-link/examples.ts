import type { Facts } from '../../policy/facts.ts';
import type { Example } from '../procedure.ts';

type Input = {
  readonly document: 'home-return-permit' | 'taiwan-permit';
  readonly name: string;
  readonly number: string;
  readonly expires: string;
  readonly residence: string;
  readonly residenceExpires: string;
};

const now = new Date('2026-11-21T09:03:00+08:00');
/** One of the sandbox's residents of Hong Kong, with both documents. */
const input: Input = {
  document: 'home-return-permit',
  name: '陳家豪',
  number: 'H99000001',
  expires: '2031-05-19',
  residence: '819900199408120030',
  residenceExpires: '2029-10-09',
};
const subject = {
  name: '陳家豪',
  number: 'H99000001',
  document: 'home-return-permit',
  expires: '2031-05-19',
  linked: { document: 'residence-permit', number: '819900199408120030', expires: '2029-10-09' },
} as const;
/** And one of Taiwan. */
const fromTaiwan: Input = {
  document: 'taiwan-permit',
  name: '林冠宇',
  number: '99000001',
  expires: '2028-09-11',
  residence: '839900199304170037',
  residenceExpires: '2029-01-21',
};

const proven: Facts = {
  medium: 'electronic',
  realName: 'match',
  link: 'match',
  proofs: [{ rung: 'real-person', outcome: 'accept', reasons: [], at: now }],
  declinedFace: false,
  chosen: null,
  usedThisMonth: 0,
  active: null,
};
const bare: Facts = { ...proven, proofs: [] };

/** What people meet: the generic test, the demo and the docs read it from here. */
export const examples: readonly Example<Input>[] = [
  {
    title: 'L1: a Hong Kong resident whose documents are one person’s and whose face matches is issued one',
    input,
    now,
    facts: proven,
    expect: { kind: 'issue', subject },
  },
  {
    title: 'L1: a Taiwan resident is linked by the Taiwan permit',
    input: fromTaiwan,
    now,
    facts: proven,
    expect: {
      kind: 'issue',
      subject: {
        name: '林冠宇',
        number: '99000001',
        document: 'taiwan-permit',
        expires: '2028-09-11',
        linked: { document: 'residence-permit', number: '839900199304170037', expires: '2029-01-21' },
      },
    },
  },
  {
    title: 'L1: numbers and last days are understood as the permits print them',
    input: { ...input, number: 'h99000001 02', expires: '2031.05.19', residenceExpires: '2029.10.09' },
    now,
    facts: proven,
    expect: { kind: 'issue', subject },
  },
  {
    title: 'L1: two people’s documents are refused before any camera',
    input,
    now,
    facts: { ...bare, link: 'no-match' },
    expect: { kind: 'refuse', rule: 'documents-of-one-person' },
  },
  {
    title: 'L1: the face is awaited once both documents are one person’s',
    input,
    now,
    facts: bare,
    expect: { kind: 'await', rule: 'subject-proven' },
  },
  {
    title: 'A12: who declines the face can send photos of the travel permit',
    input,
    now,
    facts: { ...bare, declinedFace: true },
    expect: { kind: 'await', rule: 'subject-proven' },
  },
  {
    title: 'L1: the fourth of a natural month is refused',
    input,
    now,
    facts: { ...proven, usedThisMonth: 3 },
    expect: { kind: 'refuse', rule: 'per-natural-month' },
  },
  {
    title: 'L2: beyond the quota the counter still issues paper',
    input,
    now,
    facts: {
      ...proven,
      medium: 'paper',
      usedThisMonth: 3,
      proofs: [{ rung: 'counter', outcome: 'accept', reasons: [], at: now }],
    },
    expect: { kind: 'issue', subject },
  },
  {
    title: 'L1: a residence permit that has expired is named before the register is asked',
    input: { ...input, residenceExpires: '2026-11-20' },
    now,
    facts: bare,
    expect: { kind: 'invalid', fields: ['residenceExpires'] },
  },
  {
    title: 'L1: a resident card is no residence permit, a Taiwan permit no home return permit',
    input: { ...input, number: '99000001', residence: '990000199003070013' },
    now,
    facts: bare,
    expect: { kind: 'invalid', fields: ['number', 'residence'] },
  },
  {
    title: 'A11: every wrong field is named before any photo is taken',
    input: { ...input, name: '', number: '1', expires: '', residence: '', residenceExpires: '' },
    now,
    facts: bare,
    expect: { kind: 'invalid', fields: ['name', 'number', 'expires', 'residence', 'residenceExpires'] },
  },
];
