import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../policy/calendar.ts';
import type { Ladder } from '../../policy/ladder.ts';
import { faceStep } from '../../policy/ladder-steps.ts';
import { inAll } from '../../text/locale.ts';

/** Figures of the rail temporary ID (SERVICES.md B3, B5; sources 000 and FACTS): change them here, nowhere else. */
export const policy = {
  validForMs: 24 * HOUR_MS,
  /** Quota and re-application window bind this medium; paper at the counter is not counted (B3, FACTS). */
  limitedMedium: 'electronic',
  perMonth: 3,
  reapplyInLastHours: 3,
  codeForMs: 60 * SECOND_MS,
  presentForMs: 30 * MINUTE_MS,
  lapsesAfterMs: DAY_MS,
} as const;

/** How the subject is proven (B2, A12): the face, else an officer at the station or a reviewer who sees the card's photos. */
export const ladder: Ladder = [
  faceStep,
  {
    rung: 'counter',
    gives: 'real-person',
    takes: inAll(
      '到车站公安制证口，当场办好',
      '到車站公安制證窗口，即場辦妥',
      '至車站公安製證窗口，當場辦妥',
      'at the station’s police counter, done on the spot',
    ),
  },
  {
    rung: 'document-review',
    gives: 'real-person',
    tries: { most: 2, withinMs: DAY_MS },
    decidedWithin: { minutes: 30 },
    takes: inAll(
      '拍身份证正反面，工作人员 30 分钟内查看',
      '拍攝身份證正反面，職員 30 分鐘內查看',
      '拍攝身分證正反面，工作人員 30 分鐘內查看',
      'photos of both sides of the card; a reviewer looks within 30 minutes',
    ),
  },
];
