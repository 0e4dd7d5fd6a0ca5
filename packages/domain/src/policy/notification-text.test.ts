import fc from 'fast-check';
import { expect, it } from 'vitest';
import { STATES } from '../application/state.ts';
import { LOCALES } from '../text/locale.ts';
import {
  isNotificationKind,
  NOTIFICATIONS,
  notificationPolicy,
  notificationText,
  smsText,
  waitAfterTry,
} from './notification-text.ts';

const KINDS = Object.keys(NOTIFICATIONS) as (keyof typeof NOTIFICATIONS)[];

it('every state an application can be told of has words', () => {
  // Withdrawn and lapsed are never told: the person did the one, and did nothing for the other.
  for (const state of STATES.filter((one) => one !== 'withdrawn' && one !== 'lapsed'))
    expect(isNotificationKind(`application-${state}`)).toBe(true);
  expect(isNotificationKind('toString')).toBe(false);
});

it('no text leaves a place open, with a service or without one', () => {
  const service = Object.fromEntries(LOCALES.map((locale) => [locale, locale])) as Record<
    (typeof LOCALES)[number],
    string
  >;
  for (const kind of KINDS) {
    for (const locale of LOCALES) {
      for (const named of [null, service]) {
        const { title, body } = notificationText(kind, named, locale);
        expect(`${title}${body}`).not.toMatch(/[{}]/);
      }
    }
  }
});

it('a text message fits one message of 70 characters in Chinese and 160 in English, and names no service', () => {
  for (const kind of KINDS) {
    for (const locale of LOCALES) {
      const text = smsText(kind, locale);
      expect(text.length).toBeLessThanOrEqual(locale === 'en' ? 160 : 70);
      expect(text).not.toMatch(/铁路|鐵路|rail|{|\d/i);
    }
  }
});

it('the wait grows with each try and is bounded', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (n) => {
      const [wait, next] = [waitAfterTry(n), waitAfterTry(n + 1)];
      expect(wait).toBeGreaterThanOrEqual(notificationPolicy.sms.firstWaitMs);
      expect(next).toBeGreaterThanOrEqual(wait);
      expect(next).toBeLessThanOrEqual(notificationPolicy.sms.longestWaitMs);
    }),
  );
});
