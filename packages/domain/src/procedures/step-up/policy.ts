import { DAY_MS } from '../../policy/calendar.ts';
import type { Ladder } from '../../policy/ladder.ts';
import { inAll } from '../../text/locale.ts';

/** Figures of the step from real-name to real-person (A4–A6; source 003): change them here, nowhere else. */
export const policy = {
  /** Longer than the longest holiday and a working day after it: a review never outlives its application. */
  lapsesAfterMs: 14 * DAY_MS,
} as const;

/** How a real-name person becomes real-person: by the face (A4), by photos of the document (A5), at a counter (A6). */
export const ladder: Ladder = [
  {
    rung: 'real-person',
    gives: 'real-person',
    tries: { most: 3, withinMs: DAY_MS },
    endsBy: ['reference-missing'],
    takes: inAll('约十秒', '約十秒', '約十秒', 'about ten seconds'),
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
