import { describe, expect, it } from 'vitest';
import { BORDER_SCOPE, USES } from '../policy/uses.ts';
import { LOCALES } from '../text/locale.ts';
import { knownScopes, purposeById, purposesIn } from './purposes.ts';
import { CREDENTIAL_PROCEDURES } from './registry.ts';

describe('scopes and the uses they know', () => {
  it('T4: a purpose belongs to a scope in which its credential is valid, by the words every credential shares', () => {
    for (const { id, credential } of CREDENTIAL_PROCEDURES) {
      expect(credential.scopes.length, id).toBeGreaterThan(0);
      for (const purpose of credential.purposes) {
        expect(credential.scopes, `${id}: ${purpose.id}`).toContain(purpose.scope);
        expect(purpose.reveals.length, `${id}: ${purpose.id}`).toBeGreaterThan(0);
        if (purpose.id in USES) expect(purpose).toMatchObject(USES[purpose.id as keyof typeof USES]);
      }
    }
  });

  it('B6 T4: the permits are accepted in trains and in the air, the rail document in trains only', () => {
    const scopes = Object.fromEntries(CREDENTIAL_PROCEDURES.map((one) => [one.id, one.credential.scopes]));
    expect(scopes).toMatchObject({
      'rail-temporary-id': ['rail'],
      'hk-macau-travel-permit': ['rail', 'air'],
      'taiwan-travel-permit': ['rail', 'air'],
    });
  });

  it('T4: no credential is valid at the border; its readers can be enrolled and see nothing', () => {
    expect(knownScopes()).toContain(BORDER_SCOPE);
    expect(CREDENTIAL_PROCEDURES.some(({ credential }) => credential.scopes.includes(BORDER_SCOPE))).toBe(
      false,
    );
    expect(purposesIn(BORDER_SCOPE)).toMatchObject([{ id: 'border.crossing', reveals: [] }]);
  });

  it('T5: a purpose stands once in its scope, with every field that it sees of any credential', () => {
    for (const scope of knownScopes()) {
      const ids = purposesIn(scope).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const purpose of purposesIn(scope)) {
        expect(purpose.scope).toBe(scope);
        for (const locale of LOCALES) expect(purpose.text[locale].trim()).not.toBe('');
      }
    }
    expect(purposesIn('rail').find(({ id }) => id === 'rail.entry')?.reveals).toEqual([
      'name',
      'number',
      'documentType',
    ]);
    expect(purposesIn('moon')).toEqual([]);
    expect(purposeById('air.security')?.scope).toBe('air');
    expect(purposeById('no.such')).toBeUndefined();
  });
});
