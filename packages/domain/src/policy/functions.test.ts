import { describe, expect, it } from 'vitest';
import { procedureById } from '../procedures/registry.ts';
import { LOCALES } from '../text/locale.ts';
import { type AccountFunction, FUNCTIONS, standing, wayTo } from './functions.ts';
import { LEVELS } from './level.ts';

const table = Object.entries<AccountFunction>(FUNCTIONS);

describe('the table of functions (A8)', () => {
  it('A8: names a level for each, speaks every language, and a procedure’s own level is the table’s', () => {
    for (const [id, one] of table) {
      for (const locale of LOCALES) expect([id, one.text[locale].trim()]).not.toEqual([id, '']);
      if (one.procedure !== null) expect([id, procedureById(one.procedure)?.level]).toEqual([id, one.level]);
    }
  });

  it('A8: a higher level never closes what a lower one opened', () => {
    const openTo = (level: (typeof LEVELS)[number], member: boolean) =>
      table.filter(([, one]) => standing(one, { level, member }) === 'open').map(([id]) => id);
    for (const member of [false, true]) {
      const [registered, realName, realPerson] = LEVELS.map((level) => openTo(level, member));
      expect(realName).toEqual(expect.arrayContaining(registered!));
      expect(realPerson).toEqual(expect.arrayContaining(realName!));
    }
  });

  it('A7 A8: an organisation’s functions need its member; what is not built is said to be coming', () => {
    const one = FUNCTIONS['organisation-members'];
    expect(standing(one, { level: 'real-person', member: false })).toBe('needs-organisation');
    expect(standing(one, { level: 'registered', member: true })).toBe('needs-level');
    expect(standing(one, { level: 'real-name', member: true })).toBe('open');
    expect(standing(FUNCTIONS['driving-licence'], { level: 'real-person', member: true })).toBe('coming');
  });

  it('A8: every level that is lacking has a procedure that leads to it', () => {
    expect(wayTo('registered', 'real-name')).toBe('registration');
    expect(wayTo('registered', 'real-person')).toBe('registration');
    expect(wayTo('real-name', 'real-person')).toBe('step-up');
    expect(wayTo('real-person', 'real-name')).toBeNull();
  });
});
