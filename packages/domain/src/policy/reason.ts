import { inAll, type Text } from '../text/locale.ts';
import { COUNTER_REASONS } from './counter-reasons.ts';
import { FACE_CHECK_REASONS } from './face-check-reasons.ts';
import { REVIEW_REASONS } from './review-reasons.ts';

type ReasonText = { readonly reason: Text; readonly next: Text };

/** Reasons of decisions: machine code, words, next step. Instants in params are ISO and shown in Asia/Shanghai by the reader. */
export const REASONS = {
  ...FACE_CHECK_REASONS,
  ...COUNTER_REASONS,
  ...REVIEW_REASONS,
  'name-number-mismatch': {
    reason: {
      'zh-Hans': '姓名与证件号码不一致。',
      'zh-Hant-HK': '姓名與證件號碼不相符。',
      'zh-Hant-TW': '姓名與證件號碼不相符。',
      en: 'The name and the number do not belong together.',
    },
    next: {
      'zh-Hans': '请对照证件核对每个字和每位数字，再提交一次。',
      'zh-Hant-HK': '請對照證件核對每個字和每個數字，然後再提交一次。',
      'zh-Hant-TW': '請對照證件核對每個字與每個數字，再送出一次。',
      en: 'Check every character against the card, then send it again.',
    },
  },
  'documents-not-linked': {
    reason: inAll(
      '未能确认两份证件属于同一人。',
      '未能確認兩份證件屬於同一人。',
      '無法確認兩份證件屬於同一人。',
      'It could not be confirmed that both documents are one person’s.',
    ),
    next: inAll(
      '请对照两份证件核对每一项，再提交一次；仍不行请到县级及以上出入境窗口。',
      '請對照兩份證件核對每一項，然後再提交一次；如仍不行，請到縣級或以上的出入境窗口。',
      '請對照兩份證件核對每一項，再送出一次；若仍不行，請至縣級以上的出入境窗口。',
      'Check every entry against both documents and send it again, or go to an exit-entry counter of county level or above.',
    ),
  },
  'identity-not-proven': {
    reason: {
      'zh-Hans': '未能确认是本人。',
      'zh-Hant-HK': '未能確認是本人。',
      'zh-Hant-TW': '無法確認為本人。',
      en: 'It could not be confirmed that this is the person.',
    },
    next: inAll(
      '请按下面的办法到窗口当面办理，效力相同。',
      '請按下列方式到窗口當面辦理，效力相同。',
      '請依下列方式至窗口當面辦理，效力相同。',
      'Go to a counter as described below: the effect is the same.',
    ),
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
  'check-not-measured': {
    reason: inAll(
      '系统没能及时看完画面，这不是您的问题。',
      '系統未能及時看完畫面，這並非您的問題。',
      '系統未能及時看完畫面，這不是您的問題。',
      'Our system could not look at the pictures in time; that is our fault.',
    ),
    next: inAll(
      '请再试一次；这一次不计次数，已填内容已保留。',
      '請再試一次；此次不計次數，已填資料會保留。',
      '請再試一次；此次不計次數，已填資料會保留。',
      'Try again: this try does not count, and what you typed is kept.',
    ),
  },
  'mobile-check-needed': {
    reason: inAll(
      '还需要确认手机号是您在登记库中留的号码。',
      '尚需確認手機號碼與登記庫中您留下的號碼相同。',
      '尚需確認手機號碼與登記資料庫中您留下的號碼相同。',
      'Your mobile still has to be compared with the one on record.',
    ),
    next: inAll(
      '点一下即可，无需再填。',
      '按一下即可，毋須再填。',
      '按一下即可，不需再填。',
      'One tap; there is nothing to type again.',
    ),
  },
  'mobile-differs': {
    reason: inAll(
      '您的手机号与登记库中留的号码不同。',
      '您的手機號碼與登記庫中的號碼不同。',
      '您的手機號碼與登記資料庫中的號碼不同。',
      'Your mobile is not the one on record.',
    ),
    next: inAll(
      '可以授权第三方平台证明这个号码归您使用，也可以选择下面的其他方式；已填内容已保留。',
      '可授權第三方平台證明此號碼由您使用，或選擇下列其他方式；已填資料會保留。',
      '可授權第三方平台證明此號碼由您使用，或選擇下列其他方式；已填資料會保留。',
      'Let a third party vouch for the number you use, or take another way below; what you typed is kept.',
    ),
  },
  'no-mobile-on-file': {
    reason: inAll(
      '登记库中没有您的手机号。',
      '登記庫中沒有您的手機號碼。',
      '登記資料庫中沒有您的手機號碼。',
      'There is no mobile on record for you.',
    ),
    next: inAll(
      '请选择下面的其他方式；已填内容已保留。',
      '請選擇下列其他方式；已填資料會保留。',
      '請選擇下列其他方式；已填資料會保留。',
      'Take another way below; what you typed is kept.',
    ),
  },
  'vouched-mobile-needed': {
    reason: inAll(
      '可以请第三方平台证明您使用的手机号。',
      '可請第三方平台證明您使用的手機號碼。',
      '可請第三方平台證明您使用的手機號碼。',
      'A third party can vouch for the mobile you use.',
    ),
    next: inAll(
      '将打开第三方平台，由您授权；只取手机号。',
      '將開啟第三方平台，由您授權；只取得手機號碼。',
      '將開啟第三方平台，由您授權；只取得手機號碼。',
      'The third party opens, you authorise it; only the number is taken.',
    ),
  },
  'vouched-mobile-differs': {
    reason: inAll(
      '第三方平台提供的号码与登记库中的不同。',
      '第三方平台提供的號碼與登記庫中的不同。',
      '第三方平台提供的號碼與登記資料庫中的不同。',
      'The number that the third party gave is not the one on record.',
    ),
    next: inAll(
      '请选择下面的其他方式；已填内容已保留。',
      '請選擇下列其他方式；已填資料會保留。',
      '請選擇下列其他方式；已填資料會保留。',
      'Take another way below; what you typed is kept.',
    ),
  },
  'vouching-refused': {
    reason: inAll(
      '第三方平台没有给出号码。',
      '第三方平台沒有提供號碼。',
      '第三方平台未提供號碼。',
      'The third party gave no number.',
    ),
    next: inAll(
      '可再试一次，也可选择下面的其他方式。',
      '可再試一次，或選擇下列其他方式。',
      '可再試一次，或選擇下列其他方式。',
      'Try once more, or take another way below.',
    ),
  },
  'document-photos-needed': {
    reason: inAll(
      '还需要证件正反面的照片。',
      '尚需證件正反面的相片。',
      '尚需證件正反面的照片。',
      'Photos of both sides of the document are still needed.',
    ),
    next: inAll(
      '请按取景框拍摄，由工作人员查看。',
      '請按取景框拍攝，由職員查看。',
      '請依取景框拍攝，由工作人員查看。',
      'Take them inside the frame; a reviewer looks at them.',
    ),
  },
  'document-photos-sent': {
    reason: inAll(
      '证件照片已提交，等待工作人员查看。',
      '證件相片已提交，等待職員查看。',
      '證件照片已送出，等待工作人員查看。',
      'The photos of the document are with a reviewer.',
    ),
    next: inAll(
      '结果会通知您，不必停留在此页。',
      '結果會通知您，毋須停留在此頁。',
      '結果會通知您，不必停留在此頁。',
      'You will be told the result; you need not stay on this page.',
    ),
  },
  'counter-needed': {
    reason: inAll(
      '请到窗口由工作人员当面核实。',
      '請到窗口由職員當面核實。',
      '請至窗口由工作人員當面核實。',
      'Go to a counter, where an officer checks in person.',
    ),
    next: inAll(
      '请带上证件原件；已填内容已保留。',
      '請攜帶證件正本；已填資料會保留。',
      '請攜帶證件正本；已填資料會保留。',
      'Bring the original document; what you typed is kept.',
    ),
  },
  'photos-withdrawn': {
    reason: inAll(
      '您撤回了对证件照片的同意，照片已删除。',
      '您撤回了對證件相片的同意，相片已刪除。',
      '您撤回了對證件照片的同意，照片已刪除。',
      'You withdrew the consent to the photos of the document; they are deleted.',
    ),
    next: inAll(
      '可以重新同意，也可以选择其他方式；已填内容已保留。',
      '可以重新同意，亦可選擇其他方式；已填資料會保留。',
      '可以重新同意，也可選擇其他方式；已填資料會保留。',
      'Agree anew or choose another way; what you typed is kept.',
    ),
  },
  'face-declined': {
    reason: {
      'zh-Hans': '您选择不使用人脸核验。',
      'zh-Hant-HK': '您選擇不使用人臉核驗。',
      'zh-Hant-TW': '您選擇不使用臉部驗證。',
      en: 'You chose not to use the face check.',
    },
    next: inAll(
      '请用下面的办法继续；已填内容已保留，效力相同。',
      '請以下列方式繼續；已填資料會保留，效力相同。',
      '請以下列方式繼續；已填資料會保留，效力相同。',
      'Go on by another way below; what you typed is kept, the effect is the same.',
    ),
  },
  'face-tries-used': {
    reason: {
      'zh-Hans': '人脸核验已试 {tries} 次，未能通过。',
      'zh-Hant-HK': '人臉核驗已嘗試 {tries} 次，未能通過。',
      'zh-Hant-TW': '臉部驗證已嘗試 {tries} 次，未能通過。',
      en: 'The face check was tried {tries} times and did not pass.',
    },
    next: inAll(
      '请用下面的办法继续；已填内容已保留。',
      '請以下列方式繼續；已填資料會保留。',
      '請以下列方式繼續；已填資料會保留。',
      'Go on by another way below; what you typed is kept.',
    ),
  },
  'account-of-another': {
    reason: inAll(
      '这个账号已属于另一个人。',
      '此帳戶已屬於另一人。',
      '此帳號已屬於另一人。',
      'This account already belongs to another person.',
    ),
    next: inAll(
      '如果号码已归您使用：请在页面上方选择“号码现在归我使用”并刷脸，或带证件原件到窗口办理。',
      '如號碼已歸您使用：請在頁面上方選擇「號碼現由我使用」並作人臉核驗，或攜帶證件正本到櫃位辦理。',
      '如號碼已歸您使用：請在頁面上方選擇「號碼現由我使用」並完成臉部驗證，或攜帶證件正本至櫃檯辦理。',
      'If the number is yours now: choose “this number is mine now” at the top of the page and show your face, or bring your document to a counter.',
    ),
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
