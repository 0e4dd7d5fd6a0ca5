import type { Text } from '../text/locale.ts';
import { FACE_CHECK_REASONS } from './face-check-reasons.ts';

type ReasonText = { readonly reason: Text; readonly next: Text };

/** Reasons of decisions: machine code, words, next step. Instants in params are ISO and shown in Asia/Shanghai by the reader. */
export const REASONS = {
  ...FACE_CHECK_REASONS,
  'name-number-mismatch': {
    reason: {
      'zh-Hans': '姓名与身份证号码不一致。',
      'zh-Hant-HK': '姓名與身份證號碼不相符。',
      'zh-Hant-TW': '姓名與身分證號碼不相符。',
      en: 'The name and the ID number do not belong together.',
    },
    next: {
      'zh-Hans': '请对照身份证核对每个字和每位数字，再提交一次。',
      'zh-Hant-HK': '請對照身份證核對每個字和每個數字，然後再提交一次。',
      'zh-Hant-TW': '請對照身分證核對每個字與每個數字，再送出一次。',
      en: 'Check every character against the card, then send it again.',
    },
  },
  'identity-not-proven': {
    reason: {
      'zh-Hans': '未能确认是本人。',
      'zh-Hant-HK': '未能確認是本人。',
      'zh-Hant-TW': '無法確認為本人。',
      en: 'It could not be confirmed that this is the person.',
    },
    next: {
      'zh-Hans': '请到车站公安制证口办理纸质证明，效力相同。',
      'zh-Hant-HK': '請到車站公安制證窗口辦理紙本證明，效力相同。',
      'zh-Hant-TW': '請至車站公安製證窗口辦理紙本證明，效力相同。',
      en: 'Go to the police counter at the station: the paper document has the same effect.',
    },
  },
  'face-check-needed': {
    reason: {
      'zh-Hans': '还需要人脸核验。',
      'zh-Hant-HK': '尚需進行人臉核驗。',
      'zh-Hant-TW': '尚需進行臉部驗證。',
      en: 'A face check is still needed.',
    },
    next: {
      'zh-Hans': '请按提示完成，大约十秒。',
      'zh-Hant-HK': '請按提示完成，約需十秒。',
      'zh-Hant-TW': '請依提示完成，約需十秒。',
      en: 'Follow the guidance; it takes about ten seconds.',
    },
  },
  'face-declined': {
    reason: {
      'zh-Hans': '您选择不使用人脸核验。',
      'zh-Hant-HK': '您選擇不使用人臉核驗。',
      'zh-Hant-TW': '您選擇不使用臉部驗證。',
      en: 'You chose not to use the face check.',
    },
    next: {
      'zh-Hans': '请带上任一证明材料到车站公安制证口，已填内容已保留，效力相同。',
      'zh-Hant-HK': '請帶備任何一種證明文件到車站公安制證窗口；已填資料會保留，效力相同。',
      'zh-Hant-TW': '請攜帶任一證明文件至車站公安製證窗口；已填資料會保留，效力相同。',
      en: 'Bring one of the accepted proofs to the police counter at the station; what you typed is kept, the effect is the same.',
    },
  },
  'face-tries-used': {
    reason: {
      'zh-Hans': '人脸核验已试 {tries} 次，未能通过。',
      'zh-Hant-HK': '人臉核驗已嘗試 {tries} 次，未能通過。',
      'zh-Hant-TW': '臉部驗證已嘗試 {tries} 次，未能通過。',
      en: 'The face check was tried {tries} times and did not pass.',
    },
    next: {
      'zh-Hans': '请到车站公安制证口，由工作人员当面核实；已填内容已保留。',
      'zh-Hant-HK': '請到車站公安制證窗口，由工作人員當面核實；已填資料會保留。',
      'zh-Hant-TW': '請至車站公安製證窗口，由工作人員當面核實；已填資料會保留。',
      en: 'Go to the police counter at the station, where an officer checks in person; what you typed is kept.',
    },
  },
  'quota-used': {
    reason: {
      'zh-Hans': '本月的 {limit} 次已用完。',
      'zh-Hant-HK': '本月的 {limit} 次已用完。',
      'zh-Hant-TW': '本月的 {limit} 次已用完。',
      en: 'The {limit} issues of this month are used.',
    },
    next: {
      'zh-Hans': '下月 1 日起可再申请；现在可到车站公安制证口办理纸质证明，次数不限。',
      'zh-Hant-HK': '下月 1 日起可再申請；現在可到車站公安制證窗口辦理紙本證明。',
      'zh-Hant-TW': '下月 1 日起可再申請；現在可至車站公安製證窗口辦理紙本證明。',
      en: 'You can apply again from the 1st of next month; now, the police counter at the station issues a paper document.',
    },
  },
  'still-valid': {
    reason: {
      'zh-Hans': '您已有一张有效的证明。',
      'zh-Hant-HK': '您已有一張有效的證明。',
      'zh-Hant-TW': '您已有一張有效的證明。',
      en: 'You already hold one that is valid.',
    },
    next: {
      'zh-Hans': '请直接出示；到期前 {hours} 小时内可以再次申请。',
      'zh-Hant-HK': '請直接出示；到期前 {hours} 小時內可再次申請。',
      'zh-Hant-TW': '請直接出示；到期前 {hours} 小時內可再次申請。',
      en: 'Show that one; you can apply again in its last {hours} hours.',
    },
  },
} as const satisfies Record<string, ReasonText>;

export type ReasonCode = keyof typeof REASONS;
