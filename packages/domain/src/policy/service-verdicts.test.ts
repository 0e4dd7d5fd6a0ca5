import { expect, test } from 'vitest';
import { LOCALES } from '../text/locale.ts';
import { REASONS_OF_SERVICE, reasonInWords, SERVICE_VERDICTS, verdictOfReason } from './service-verdicts.ts';
import { SERVICE_IDS } from './services.ts';

const all = SERVICE_IDS.flatMap((service) =>
  REASONS_OF_SERVICE[service].map((code) => [service, code] as const),
);

test.each(all)('V6: %s, %s: a verdict, and its reason and next step in every language', (_service, code) => {
  expect(SERVICE_VERDICTS).toContain(verdictOfReason(code));
  for (const locale of LOCALES) {
    const { title, explanation, next } = reasonInWords(code, locale);
    for (const words of [title, explanation, next]) expect(words.trim()).not.toBe('');
  }
});

test('V2: a service that compares people has two answers, yes and one no', () => {
  for (const service of ['real-name-check', 'real-person-check'] as const) {
    expect(REASONS_OF_SERVICE[service].map(verdictOfReason)).toEqual(['match', 'no-match']);
  }
});
