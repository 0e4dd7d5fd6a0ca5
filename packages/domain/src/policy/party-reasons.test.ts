import { expect, it } from 'vitest';
import { AGREEMENTS, agreementOf, currentAgreement } from '../contract/agreement-texts.ts';
import { knownScopes, purposesIn } from '../procedures/purposes.ts';
import { LOCALES } from '../text/locale.ts';
import { LEGAL_BASES } from './legal-basis.ts';
import { END_REASONS, REFUSAL_REASONS, SUSPENSION_REASONS } from './party-reasons.ts';

it('V1: every reason of an officer has words and a next step in every language', () => {
  for (const list of [REFUSAL_REASONS, SUSPENSION_REASONS, END_REASONS])
    for (const { reason, next } of Object.values(list))
      for (const locale of LOCALES) {
        expect(reason[locale].length).toBeGreaterThan(1);
        expect(next[locale].length).toBeGreaterThan(1);
      }
});

it('V1: versions of the agreement are told apart, and the last one is in force', () => {
  const versions = AGREEMENTS.map(({ version }) => version);
  expect(new Set(versions).size).toBe(versions.length);
  expect(currentAgreement()).toBe(agreementOf(versions.at(-1)!));
  expect(agreementOf('toString')).toBe(undefined);
  for (const { points } of AGREEMENTS)
    for (const locale of LOCALES) expect(points.every((point) => point[locale].length > 5)).toBe(true);
});

it('V1: every scope that a legal basis covers is known and has a purpose', () => {
  for (const { scopes } of Object.values(LEGAL_BASES))
    for (const scope of scopes) {
      expect(knownScopes()).toContain(scope);
      expect(purposesIn(scope).length).toBeGreaterThan(0);
    }
});
