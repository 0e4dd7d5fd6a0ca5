import { inAll } from '../text/locale.ts';

const anotherCounter = inAll(
  '可带上其他有效证件到任一窗口再办，也可办理纸质证明。',
  '可帶備其他有效證件到任何窗口再辦理，亦可辦理紙本證明。',
  '可攜帶其他有效證件至任一窗口再辦理，亦可辦理紙本證明。',
  'Come to any counter with another valid document, or have the paper form issued.',
);

/** Why an officer refused at the counter (A6), and what the person can do. */
export const COUNTER_REASONS = {
  'counter-not-the-person': {
    reason: inAll(
      '窗口工作人员未能确认证件属于到场的人。',
      '窗口職員未能確認證件屬於到場人士。',
      '窗口人員無法確認證件屬於到場者。',
      'The officer could not confirm that the document belongs to the person who came.',
    ),
    next: anotherCounter,
  },
  'counter-document-doubtful': {
    reason: inAll(
      '窗口工作人员对证件原件有疑问。',
      '窗口職員對證件正本有疑問。',
      '窗口人員對證件正本有疑問。',
      'The officer has doubts about the original document.',
    ),
    next: anotherCounter,
  },
  'counter-document-damaged': {
    reason: inAll(
      '证件原件损坏，无法核对。',
      '證件正本損壞，無法核對。',
      '證件正本毀損，無法核對。',
      'The original document is damaged and cannot be checked.',
    ),
    next: anotherCounter,
  },
  'counter-not-willing': {
    reason: inAll(
      '您在窗口表示不再办理。',
      '您在窗口表示不再辦理。',
      '您在窗口表示不再辦理。',
      'You said at the counter that you no longer want it.',
    ),
    next: inAll(
      '需要时可随时重新申请。',
      '需要時可隨時重新申請。',
      '需要時可隨時重新申請。',
      'You can apply again at any time.',
    ),
  },
} as const;
