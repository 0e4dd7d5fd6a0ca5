import type { Text } from '../text/locale.ts';

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
      'zh-Hans': '可以不同意，也可以随时撤回：改走车站公安制证口，效力相同。',
      'zh-Hant-HK': '可以不同意，亦可隨時撤回：改到車站公安制證窗口，效力相同。',
      'zh-Hant-TW': '可以不同意，也可隨時撤回：改至車站公安製證窗口，效力相同。',
      en: 'You may decline, and withdraw at any time: the police counter at the station gives a document of the same effect.',
    },
    {
      'zh-Hans': '未满十四周岁，须由监护人同意。',
      'zh-Hant-HK': '未滿十四周歲，須由監護人同意。',
      'zh-Hant-TW': '未滿十四歲，須由監護人同意。',
      en: 'Under fourteen, a guardian must agree.',
    },
  ],
};
