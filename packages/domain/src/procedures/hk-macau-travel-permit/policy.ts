import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../policy/calendar.ts';
import type { Ladder } from '../../policy/ladder.ts';
import { inAll } from '../../text/locale.ts';

/** Figures of this permit (SERVICES.md T3, T4; source 001 and FACTS): change them here, nowhere else. */
export const policy = {
  validForMs: 7 * DAY_MS,
  /** The quota binds this medium; paper at the counter is not counted (T7). */
  limitedMedium: 'electronic',
  perMonth: 2,
  scopes: ['rail', 'air'],
  codeForMs: 60 * SECOND_MS,
  presentForMs: 30 * MINUTE_MS,
  lapsesAfterMs: DAY_MS,
} as const;

/** How the subject is proven (T2, A12): the face, else photos of the permit for a reviewer, else an officer. */
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
    tries: { most: 2, withinMs: DAY_MS },
    decidedWithin: { minutes: 30 },
    takes: inAll(
      '证件还在手边的（损坏也可以）：拍正反面，工作人员 30 分钟内查看',
      '回鄉證仍在手邊（損毀亦可）：拍攝正反面，職員 30 分鐘內查看',
      '回鄉證還在手邊（毀損亦可）：拍攝正反面，工作人員 30 分鐘內查看',
      'with the permit at hand, damaged or not: photos of both sides, a reviewer looks within 30 minutes',
    ),
  },
  {
    rung: 'counter',
    gives: 'real-person',
    takes: inAll(
      '到出入境制证窗口，当场办好',
      '到出入境制證窗口，即場辦妥',
      '至出入境製證窗口，當場辦妥',
      'at an exit-entry counter, done on the spot',
    ),
  },
];
