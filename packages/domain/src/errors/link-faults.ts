import { inAll } from '../text/locale.ts';

/** What can be wrong with two documents that are said to be one person's (L1–L3). */
export const LINK_FAULTS = {
  // One sentence for every way the second document can differ: anything finer would tell what the register holds.
  'linked.mismatch': {
    reason: inAll(
      '未能确认居住证与通行证属于同一人。',
      '未能確認居住證與通行證屬於同一人。',
      '無法確認居住證與通行證屬於同一人。',
      'It could not be confirmed that the residence permit and the travel permit are one person’s.',
    ),
    next: inAll(
      '请对照两证核对号码和有效期，再提交一次；仍不行请到县级及以上出入境窗口。',
      '請對照兩證核對號碼和到期日，然後再提交一次；如仍不行，請到縣級或以上的出入境窗口。',
      '請對照兩證核對號碼與到期日，再送出一次；若仍不行，請至縣級以上的出入境窗口。',
      'Check the numbers and dates against both permits and send it again, or go to an exit-entry counter of county level or above.',
    ),
  },
  'linked.missing': {
    reason: inAll(
      '还需要第二份证件。',
      '尚需第二份證件。',
      '尚需第二份證件。',
      'The second document is missing.',
    ),
    next: inAll(
      '请填写居住证的号码和有效期。',
      '請填寫居住證的號碼和到期日。',
      '請填寫居住證的號碼與到期日。',
      'Enter the number and the expiry date of the residence permit.',
    ),
  },
  'linked.surplus': {
    reason: inAll(
      '这份证明只用一份证件。',
      '此證明只用一份證件。',
      '此證明只用一份證件。',
      'This paper is about one document only.',
    ),
    next: inAll(
      '请去掉第二份证件。',
      '請移除第二份證件。',
      '請移除第二份證件。',
      'Leave out the second document.',
    ),
  },
  'linked.kinds': {
    reason: inAll(
      '要核对的是一份来往通行证和一份居住证。',
      '要核對的是一份來往通行證和一份居住證。',
      '要核對的是一份來往通行證與一份居住證。',
      'The question is about one travel permit and one residence permit.',
    ),
    next: inAll(
      '请分别选择两种证件。',
      '請分別選擇兩種證件。',
      '請分別選擇兩種證件。',
      'Choose one of each.',
    ),
  },
} as const;
