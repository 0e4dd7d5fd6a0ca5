import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../policy/calendar.ts';
import { inAll } from '../../text/locale.ts';
import { permitLadder } from '../permit-parts.ts';
import { revealing } from '../revealing.ts';

/** Figures of the document link (SERVICES.md L1, L2): change them here, nowhere else. */
export const policy = {
  validForMs: 30 * DAY_MS,
  /** The quota binds this medium; paper at the counter is not counted. */
  limitedMedium: 'electronic',
  /** One lasts a month: two more are for a lost phone. Ours by choice. */
  perMonth: 3,
  /** Where companies and departments check it; trains and aeroplanes have documents of their own. */
  scopes: ['bank', 'telecom', 'government'],
  codeForMs: 60 * SECOND_MS,
  presentForMs: 30 * MINUTE_MS,
  lapsesAfterMs: DAY_MS,
  /** Paper comes from a counter of this level or above (L2). */
  paperFrom: 'county',
} as const;

const both = ['name', 'number', 'documentType', 'linkedNumber'] as const;

/** Whoever may ask for the link compares name and both numbers: it says nothing else. */
export const purposes = revealing({
  'bank.account': both,
  'telecom.subscriber': both,
  'government.service': both,
});

/** How the subject is proven (L1, A12): the face, else photos of the travel permit, else an officer. */
export const ladder = permitLadder(
  inAll(
    '拍通行证正反面，工作人员 30 分钟内查看',
    '拍攝通行證正反面，職員 30 分鐘內查看',
    '拍攝通行證正反面，工作人員 30 分鐘內查看',
    'photos of both sides of the travel permit, a reviewer looks within 30 minutes',
  ),
);
