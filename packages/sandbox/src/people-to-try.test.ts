import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { permitHolders } from './permits/holders.ts';
import { cardStateOn } from './population/people.ts';
import { residents } from './population/residents.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/connect-a-register.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\S+) \| `([a-z-]+)` \| `(\w+)` \| matches; (.*) \|$/gm)];
const everybody = [...residents([]), ...permitHolders([])];

const SAID = { valid: 'valid', lost: 'reported lost', expired: 'expired', none: 'never had a card' } as const;

test('V2: who the docs name for trying the services is there, with the card they say', () => {
  expect(rows.length).toBeGreaterThanOrEqual(9);
  for (const [, name, document, number, said] of rows) {
    const person = everybody.find((one) => one.number === number && one.name === name);
    expect(person, `${name} ${number}`).toBeDefined();
    expect(person!.document ?? 'resident-id').toBe(document);
    const state = SAID[cardStateOn(person!, '2026-11-21')];
    if (!said!.includes('the same person')) expect(said).toContain(state);
  }
});

test('V2: each state of a card, and each kind of document, is among them', () => {
  const said = rows.map((row) => row[4]).join(' ');
  for (const state of Object.values(SAID)) expect(said).toContain(state);
  expect(new Set(rows.map((row) => row[2])).size).toBe(4);
});
