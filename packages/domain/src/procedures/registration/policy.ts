import { DAY_MS } from '../../policy/calendar.ts';
import type { Ladder } from '../../policy/ladder.ts';
import { inAll } from '../../text/locale.ts';

/** Figures of the registration (A1–A6; source 003): change them here, nowhere else. */
export const policy = {
  /** Longer than the longest holiday and a working day after it: a review never outlives its application. */
  lapsesAfterMs: 14 * DAY_MS,
} as const;

/**
 * How a person registers: by the face (A1), else by the mobile on file with the register (A2), else by a mobile that a
 * third party vouches for and that is the one on file (A3), by photos of the document (A5), or at a counter (A6).
 */
export const ladder: Ladder = [
  {
    rung: 'real-person',
    gives: 'real-person',
    tries: { most: 3, withinMs: DAY_MS },
    endsBy: ['reference-missing'],
    takes: inAll('约十秒', '約十秒', '約十秒', 'about ten seconds'),
  },
  {
    rung: 'mobile-on-file',
    gives: 'real-name',
    tries: { most: 1, withinMs: policy.lapsesAfterMs },
    endsBy: ['mobile-differs', 'no-mobile-on-file'],
    takes: inAll('几秒', '數秒', '數秒', 'a few seconds'),
  },
  {
    rung: 'vouched-mobile',
    gives: 'real-name',
    tries: { most: 3, withinMs: DAY_MS },
    endsBy: ['no-mobile-on-file'],
    takes: inAll(
      '约一分钟，在第三方平台授权',
      '約一分鐘，在第三方平台授權',
      '約一分鐘，在第三方平台授權',
      'about a minute, at the third party',
    ),
  },
  {
    rung: 'document-review',
    gives: 'real-person',
    tries: { most: 2, withinMs: policy.lapsesAfterMs },
    decidedWithin: { workingDays: 1 },
    takes: inAll(
      '拍证件正反面，1 个工作日内有结果',
      '拍攝證件正反面，1 個工作天內有結果',
      '拍攝證件正反面，1 個工作天內有結果',
      'photos of both sides of the document; the result comes within one working day',
    ),
  },
  {
    rung: 'counter',
    gives: 'real-person',
    takes: inAll(
      '带证件原件到窗口，当场办好',
      '攜帶證件正本到窗口，即場辦妥',
      '攜帶證件正本至窗口，當場辦妥',
      'bring the original document to a counter, done on the spot',
    ),
  },
];
