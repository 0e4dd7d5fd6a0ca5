import { DAY_MS } from '../../policy/calendar.ts';
import type { Ladder } from '../../policy/ladder.ts';
import { faceStep } from '../../policy/ladder-steps.ts';
import { inAll } from '../../text/locale.ts';
import { accountCounter, accountPolicy, accountReview } from '../account-parts.ts';

/**
 * How a person registers: by the face (A1), else by the mobile on file with the register (A2), else by a mobile that a
 * third party vouches for and that is the one on file (A3), by photos of the document (A5), or at a counter (A6).
 */
export const ladder: Ladder = [
  faceStep,
  {
    rung: 'mobile-on-file',
    gives: 'real-name',
    tries: { most: 1, withinMs: accountPolicy.lapsesAfterMs },
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
  accountReview,
  accountCounter,
];
