import { inAll, type Text } from '../text/locale.ts';

/** The terms that a person agrees to when registering (A1), by version. */
export const TERMS: {
  readonly version: string;
  readonly title: Text;
  readonly points: readonly Text[];
} = {
  version: 'terms-2026-11',
  title: inAll(
    '使用条款与个人信息处理规则',
    '使用條款與個人資料處理規則',
    '使用條款與個人資料處理規則',
    'Terms of use and how personal data is handled',
  ),
  points: [
    inAll(
      '只能为本人注册；填写的姓名、证件号码会与登记库核对。',
      '只能為本人註冊；填寫的姓名、證件號碼會與登記庫核對。',
      '僅能為本人註冊；填寫的姓名、證件號碼會與登記資料庫核對。',
      'You register yourself and nobody else; name and number are compared with the register.',
    ),
    inAll(
      '个人信息只用于确认身份和办理您申请的事项，每人单独加密保存。',
      '個人資料只用於確認身份及辦理您申請的事項，每人獨立加密保存。',
      '個人資料僅用於確認身分及辦理您申請的事項，每人個別加密保存。',
      'Personal data serves only to confirm who you are and to do what you apply for; it is encrypted for each person separately.',
    ),
    inAll(
      '人脸采集须另行单独同意，可以拒绝，另有同等效力的办法。',
      '採集人臉須另行單獨同意，可以拒絕，另有同等效力的方式。',
      '擷取臉部影像須另行單獨同意，可以拒絕，另有同等效力的方式。',
      'Face capture needs a separate consent; you may refuse it, and another way has the same effect.',
    ),
    inAll(
      '您可以随时查看、导出、更正、删除自己的信息，法律要求保留的除外。',
      '您可隨時查閱、匯出、更正、刪除自己的資料，法律規定保留者除外。',
      '您可隨時查閱、匯出、更正、刪除自己的資料，法律規定保留者除外。',
      'You may see, export, correct and delete your data at any time, except what the law keeps.',
    ),
  ],
};

/** The separate consent to face capture (A12; face-recognition measures in force 2025-06-01): what a person agrees to, by version. */
export const FACE_CONSENT: {
  readonly version: string;
  readonly title: Text;
  readonly points: readonly Text[];
} = {
  version: 'face-2026-11',
  title: {
    'zh-Hans': '同意采集人脸',
    'zh-Hant-HK': '同意採集人臉',
    'zh-Hant-TW': '同意擷取臉部影像',
    en: 'Agree to face capture',
  },
  points: [
    {
      'zh-Hans': '用途：只用来确认此刻是本人，与登记照片比对一次。',
      'zh-Hant-HK': '用途：只用於確認此刻是本人，與登記相片比對一次。',
      'zh-Hant-TW': '用途：僅用於確認此刻為本人，與登記照片比對一次。',
      en: 'Purpose: only to confirm that it is you, now, by one comparison with the photo on record.',
    },
    {
      'zh-Hans': '保存：得出结果后立即删除画面；只有需要人工查看时才保留到查看结束。',
      'zh-Hant-HK': '保存：得出結果後立即刪除畫面；只有需要人工查看時才保留至查看完畢。',
      'zh-Hant-TW': '保存：得出結果後立即刪除畫面；僅在需要人工查看時保留至查看結束。',
      en: 'Keeping: the pictures are deleted as soon as there is a result; only when a person must look are they kept until then.',
    },
    {
      'zh-Hans': '可以不同意，也可以随时撤回：改用证件照片或到窗口，效力相同。',
      'zh-Hant-HK': '可以不同意，亦可隨時撤回：改用證件相片或到窗口，效力相同。',
      'zh-Hant-TW': '可以不同意，也可隨時撤回：改用證件照片或至窗口，效力相同。',
      en: 'You may decline, and withdraw at any time: photos of the document, or a counter, have the same effect.',
    },
    {
      'zh-Hans': '未满十四周岁，须由监护人同意。',
      'zh-Hant-HK': '未滿十四周歲，須由監護人同意。',
      'zh-Hant-TW': '未滿十四歲，須由監護人同意。',
      en: 'Under fourteen, a guardian must agree.',
    },
  ],
};

/** The separate consent to photos of the document (A5, A12): another purpose and another keeping than the face's. */
export const DOCUMENT_CONSENT: {
  readonly version: string;
  readonly title: Text;
  readonly points: readonly Text[];
} = {
  version: 'document-2026-11',
  title: inAll(
    '同意提交证件照片',
    '同意提交證件相片',
    '同意提交證件照片',
    'Agree to send photos of the card',
  ),
  points: [
    inAll(
      '用途：只由工作人员对照登记信息查看，确认证件是您本人的。',
      '用途：只由職員對照登記資料查看，確認證件屬您本人。',
      '用途：僅由工作人員對照登記資料查看，確認證件屬您本人。',
      'Purpose: a reviewer compares them with the register, only to confirm that the card is yours.',
    ),
    inAll(
      '保存：加密保存，查看结束即删除，最长 7 天；没有提交的一天后删除。',
      '保存：加密保存，查看完畢即刪除，最長 7 天；沒有提交的一天後刪除。',
      '保存：加密保存，查看結束即刪除，最長 7 天；未送出的一天後刪除。',
      'Keeping: encrypted, deleted when the review has ended, after 7 days at most; what is never sent, after a day.',
    ),
    inAll(
      '可以不同意，也可以随时撤回：还可选择窗口当面办理，效力相同。',
      '可以不同意，亦可隨時撤回：也可選擇到窗口親身辦理，效力相同。',
      '可以不同意，也可隨時撤回：亦可選擇至窗口當面辦理，效力相同。',
      'You may decline, and withdraw at any time: a counter does the same in person, with the same effect.',
    ),
    inAll(
      '未满十四周岁，须由监护人同意。',
      '未滿十四周歲，須由監護人同意。',
      '未滿十四歲，須由監護人同意。',
      'Under fourteen, a guardian must agree.',
    ),
  ],
};
