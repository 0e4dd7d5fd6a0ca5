import { inAll } from '../text/locale.ts';

/** Refusals on the way of a relying party (V1). */
export const PARTY_PROBLEMS = {
  'party-exists': {
    status: 409,
    title: inAll(
      '本单位已经申请过，或已是用证单位',
      '本機構已申請過，或已是用證機構',
      '本單位已申請過，或已是用證單位',
      'The organisation has applied already, or is a relying party',
    ),
    next: inAll(
      '请打开已有的申请查看进度。',
      '請打開已有的申請查看進度。',
      '請開啟已有的申請查看進度。',
      'Open what there is to see where it stands.',
    ),
  },
  'amendment-open': {
    status: 409,
    title: inAll(
      '已有一项变更在审',
      '已有一項變更正在審批',
      '已有一項變更審核中',
      'A change is waiting for a decision already',
    ),
    next: inAll(
      '请等决定，或先撤回它。',
      '請等候決定，或先撤回該項變更。',
      '請等候決定，或先撤回該項變更。',
      'Wait for the decision, or withdraw it first.',
    ),
  },
  'too-many-applications': {
    status: 429,
    title: inAll(
      '{hours} 小时内已申请 {most} 次',
      '{hours} 小時內已申請 {most} 次',
      '{hours} 小時內已申請 {most} 次',
      'The organisation has applied {most} times within {hours} hours',
    ),
    next: inAll(
      '北京时间 {from} 起可以再申请。',
      '北京時間 {from} 起可再申請。',
      '北京時間 {from} 起可再申請。',
      'It may apply again from {from}, Beijing time.',
    ),
  },
} as const;
