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
} as const;
