import { DAY_MS } from '../policy/calendar.ts';
import type { LadderStep } from '../policy/ladder.ts';
import { inAll } from '../text/locale.ts';

/** Figures of what raises an account's level (A1–A6; source 003): change them here, nowhere else. */
export const accountPolicy = {
  /** Longer than the longest holiday and a working day after it: a review never outlives its application. */
  lapsesAfterMs: 14 * DAY_MS,
} as const;

/** Photos of the document, looked at by a reviewer (A5). */
export const accountReview: LadderStep = {
  rung: 'document-review',
  gives: 'real-person',
  tries: { most: 2, withinMs: accountPolicy.lapsesAfterMs },
  decidedWithin: { workingDays: 1 },
  takes: inAll(
    '拍证件正反面，1 个工作日内有结果',
    '拍攝證件正反面，1 個工作天內有結果',
    '拍攝證件正反面，1 個工作天內有結果',
    'photos of both sides of the document; the result comes within one working day',
  ),
};

/** Face-sign at a counter (A6). */
export const accountCounter: LadderStep = {
  rung: 'counter',
  gives: 'real-person',
  takes: inAll(
    '带证件原件到窗口，当场办好',
    '攜帶證件正本到窗口，即場辦妥',
    '攜帶證件正本至窗口，當場辦妥',
    'bring the original document to a counter, done on the spot',
  ),
};
