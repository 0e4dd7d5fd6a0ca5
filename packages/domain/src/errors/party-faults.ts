import { inAll, type Text } from '../text/locale.ts';

type FieldFault = { readonly reason: Text; readonly next: Text };

const chooseListed = inAll(
  '请从列出的选项中选择。',
  '請從列出的選項中選擇。',
  '請從列出的選項中選擇。',
  'Choose one of those listed.',
);

/** What can be wrong with a relying party's application and with what officers decide on it (V1). */
export const PARTY_FAULTS = {
  'legal-basis.unknown': {
    reason: inAll(
      '没有选择法律依据，或不在名录中。',
      '沒有選擇法律依據，或不在名錄中。',
      '沒有選擇法律依據，或不在名錄中。',
      'The legal basis is missing or not on the list.',
    ),
    next: chooseListed,
  },
  'explanation.empty': {
    reason: inAll(
      '还没有说明为什么要核验。',
      '尚未說明為何需要核驗。',
      '尚未說明為何需要驗證。',
      'It is not explained why identities have to be checked.',
    ),
    next: inAll(
      '请用自己的话写清办什么事、为什么要核验。',
      '請用自己的話寫清辦甚麼事、為何需要核驗。',
      '請用自己的話寫清楚辦什麼事、為何需要驗證。',
      'Say in your own words what the business is and why it needs the check.',
    ),
  },
  'explanation.too-long': {
    reason: inAll(
      '说明超过 1000 字。',
      '說明超過 1000 字。',
      '說明超過 1000 字。',
      'The explanation has more than 1000 characters.',
    ),
    next: inAll('请写得短一些。', '請寫得短一些。', '請寫得短一些。', 'Make it shorter.'),
  },
  'purposes.empty': {
    reason: inAll('没有选择用途。', '沒有選擇用途。', '沒有選擇用途。', 'No purpose is chosen.'),
    next: inAll(
      '请至少选择一种用途。',
      '請至少選擇一種用途。',
      '請至少選擇一種用途。',
      'Choose at least one.',
    ),
  },
  'purpose.unknown': {
    reason: inAll('没有这种用途。', '沒有這種用途。', '沒有這種用途。', 'There is no such purpose.'),
    next: chooseListed,
  },
  'purpose.outside-basis': {
    reason: inAll(
      '所选的法律依据不包括这种用途。',
      '所選的法律依據不包括這種用途。',
      '所選的法律依據不包括這種用途。',
      'The legal basis does not cover this purpose.',
    ),
    next: inAll(
      '请去掉这种用途，或选择能支持它的法律依据。',
      '請移除這種用途，或選擇能支持它的法律依據。',
      '請移除這種用途，或選擇能支持它的法律依據。',
      'Leave it out, or choose a legal basis that covers it.',
    ),
  },
  'purpose.not-asked': {
    reason: inAll(
      '申请里没有这种用途。',
      '申請中沒有這種用途。',
      '申請中沒有這種用途。',
      'This purpose was not applied for.',
    ),
    next: inAll(
      '只能批准申请过的用途，或其中的一部分。',
      '只能批准申請過的用途，或其中一部分。',
      '只能核准申請過的用途，或其中一部分。',
      'Approve what was applied for, or part of it.',
    ),
  },
  'amendment.same': {
    reason: inAll(
      '与现在批准的完全相同。',
      '與現時獲批的完全相同。',
      '與目前核准的完全相同。',
      'This is what is approved already.',
    ),
    next: inAll(
      '请改动用途或服务后再提交。',
      '請更改用途或服務後再提交。',
      '請更改用途或服務後再送出。',
      'Change a purpose or a service first.',
    ),
  },
  'narrowing.same': {
    reason: inAll(
      '没有收回任何用途、服务或用量。',
      '沒有收回任何用途、服務或用量。',
      '沒有收回任何用途、服務或用量。',
      'Nothing is taken back.',
    ),
    next: inAll(
      '请去掉一项用途或服务，或者调低限额。',
      '請去掉一項用途或服務，或調低限額。',
      '請去掉一項用途或服務，或調低限額。',
      'Leave out a purpose or a service, or lower a limit.',
    ),
  },
  'limit.raised': {
    reason: inAll(
      '比现在的限额高。',
      '高於現時的限額。',
      '高於目前的限額。',
      'This is higher than the limit in force.',
    ),
    next: inAll(
      '收窄时只能调低；要调高，请由单位申请变更。',
      '收窄時只能調低；如要調高，請由機構申請變更。',
      '縮減時只能調低；要調高，請由單位申請變更。',
      'Only lower it here; for a higher one the party asks for a change.',
    ),
  },
  'services.empty': {
    reason: inAll('没有选择服务。', '沒有選擇服務。', '沒有選擇服務。', 'No service is chosen.'),
    next: inAll(
      '请至少选择一种服务。',
      '請至少選擇一種服務。',
      '請至少選擇一種服務。',
      'Choose at least one.',
    ),
  },
  'service.unknown': {
    reason: inAll('没有这种服务。', '沒有這種服務。', '沒有這種服務。', 'There is no such service.'),
    next: chooseListed,
  },
  'service.not-asked': {
    reason: inAll(
      '申请里没有这种服务。',
      '申請中沒有這種服務。',
      '申請中沒有這種服務。',
      'This service was not applied for.',
    ),
    next: inAll(
      '只能批准申请过的服务，或其中的一部分。',
      '只能批准申請過的服務，或其中一部分。',
      '只能核准申請過的服務，或其中一部分。',
      'Approve what was applied for, or part of it.',
    ),
  },
  'note.empty': {
    reason: inAll('没有写附注。', '沒有寫附註。', '沒有寫附註。', 'The note is missing.'),
    next: inAll(
      '请写明情况；用证单位会看到。',
      '請寫明情況；用證機構會看到。',
      '請寫明情況；用證單位會看到。',
      'Say what it is about; the party reads it.',
    ),
  },
  'note.too-long': {
    reason: inAll(
      '附注超过 500 字。',
      '附註超過 500 字。',
      '附註超過 500 字。',
      'The note has more than 500 characters.',
    ),
    next: inAll('请写得短一些。', '請寫得短一些。', '請寫得短一些。', 'Make it shorter.'),
  },
  'party-reason.missing': {
    reason: inAll('没有选择原因。', '沒有選擇原因。', '沒有選擇原因。', 'No reason is chosen.'),
    next: chooseListed,
  },
  'report-outcome.missing': {
    reason: inAll('没有选择核查结果。', '沒有選擇調查結果。', '沒有選擇查核結果。', 'No finding is chosen.'),
    next: chooseListed,
  },
  'report-answer.empty': {
    reason: inAll('没有写答复。', '沒有寫答覆。', '沒有寫回覆。', 'The answer is missing.'),
    next: inAll(
      '请写明查到了什么、如何处理；持证人会看到。',
      '請寫明查到甚麼、如何處理；持證人會看到。',
      '請寫明查到什麼、如何處理；持證人會看到。',
      'Say what was found and what is done; the holder reads it.',
    ),
  },
  'agreement.not-accepted': {
    reason: inAll(
      '还没有表示同意。',
      '尚未表示同意。',
      '尚未表示同意。',
      'You have not said that you agree.',
    ),
    next: inAll(
      '请读完后勾选同意。',
      '請閱畢後勾選同意。',
      '請閱畢後勾選同意。',
      'Read it, then tick the box.',
    ),
  },
  'agreement.other-version': {
    reason: inAll(
      '这不是现行的协议版本。',
      '這不是現行的協議版本。',
      '這不是現行的協議版本。',
      'This is not the version in force.',
    ),
    next: inAll(
      '请重新打开协议，读后再同意。',
      '請重新打開協議，閱後再同意。',
      '請重新開啟協議，閱後再同意。',
      'Open the agreement anew and read it first.',
    ),
  },
} as const satisfies Record<string, FieldFault>;
