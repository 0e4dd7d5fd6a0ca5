import { inAll, type Text } from '../text/locale.ts';
import type { VerdictReason } from './verdict.ts';
import { applyAgain, askCounter, askSupervisor, refreshCode, updateDevice } from './verdict-next-steps.ts';

/** What a verifier reads (or hears) for one reason: a title of a few words, why, and what to do now. */
export type VerdictText = { readonly title: Text; readonly why: Text; readonly next: Text };

/** The words of every reason (V6); a reason without words fails the build. */
export const VERDICT_TEXTS: { readonly [R in VerdictReason]: VerdictText } = {
  valid: {
    title: inAll('有效', '有效', '有效', 'Valid'),
    why: inAll(
      '签发、本人持有和状态均已核实。',
      '簽發、本人持有及狀態均已核實。',
      '簽發、本人持有及狀態均已核實。',
      'Issuer, holder and status have been checked.',
    ),
    next: inAll('请放行。', '請放行。', '請放行。', 'Let the person through.'),
  },
  'valid-offline': {
    title: inAll('有效（离线核验）', '有效（離線核驗）', '有效（離線核驗）', 'Valid (checked offline)'),
    why: inAll(
      '签发和本人持有已核实；状态按本机保存的数据核验，时间见下。',
      '簽發及本人持有已核實；狀態按本機儲存的資料核驗，時間見下。',
      '簽發及本人持有已核實；狀態依本機儲存的資料核驗，時間如下。',
      'Issuer and holder have been checked; the status comes from data stored on this device, of the age shown.',
    ),
    next: inAll(
      '可以放行；请尽快让本机联网。',
      '可以放行；請盡快讓本機連線。',
      '可以放行；請儘快讓本機連線。',
      'You may let the person through. Connect this device soon.',
    ),
  },
  'paper-compare-person': {
    title: inAll(
      '纸质证明有效，请核对本人',
      '紙本證明有效，請核對本人',
      '紙本證明有效，請核對本人',
      'Paper valid: compare the person',
    ),
    why: inAll(
      '证明由签发机关签发且未被撤销；纸质件不能证明出示人就是持证人。',
      '證明由簽發機關簽發且未被撤銷；紙本不能證明出示人就是持證人。',
      '證明由簽發機關簽發且未被撤銷；紙本無法證明出示人就是持證人。',
      'The paper was issued by the authority and is not revoked. Paper alone cannot show that its bearer is its holder.',
    ),
    next: inAll(
      '请对照纸上和屏幕上的信息核对本人，相符后放行。',
      '請對照紙上和螢幕上的資料核對本人，相符後放行。',
      '請對照紙上和螢幕上的資料核對本人，相符後放行。',
      'Compare the person with what the paper and the screen say, then let them through.',
    ),
  },
  malformed: {
    title: inAll(
      '不是本平台的证件码',
      '不是本平台的證件碼',
      '不是本平台的證件碼',
      'Not a code of this platform',
    ),
    why: inAll(
      '读到的内容不是本平台的证件码，或者没有读全。',
      '讀到的內容不是本平台的證件碼，或未能完整讀取。',
      '讀到的內容不是本平台的證件碼，或未能完整讀取。',
      'What was read is not one of our codes, or was not read whole.',
    ),
    next: refreshCode,
  },
  'unsupported-version': {
    title: inAll('本机版本过旧', '本機版本過舊', '本機版本過舊', 'This device needs an update'),
    why: inAll(
      '此码使用了本机还不认识的版本。',
      '此碼使用了本機尚未支援的版本。',
      '此碼使用了本機尚未支援的版本。',
      'The code uses a version that this device does not know yet.',
    ),
    next: inAll(
      '请更新核验应用后再扫；暂时请人工查验。',
      '請更新核驗應用程式後再掃描；暫時請人工查驗。',
      '請更新核驗應用程式後再掃描；暫時請人工查驗。',
      'Update the verifier app and scan again. Until then, check by hand.',
    ),
  },
  'unknown-issuer': {
    title: inAll(
      '签发机关不在信任名单',
      '簽發機關不在信任名單',
      '簽發機關不在信任名單',
      'Issuer not trusted',
    ),
    why: inAll(
      '本机的信任名单里没有此码的签发密钥：可能是伪造，也可能是名单过旧。',
      '本機的信任名單沒有此碼的簽發密鑰：可能是偽造，也可能是名單過舊。',
      '本機的信任名單沒有此碼的簽發金鑰：可能是偽造，也可能是名單過舊。',
      'The key that signed this code is not in the trust list: it is forged, or the list is old.',
    ),
    next: updateDevice,
  },
  'unknown-type': {
    title: inAll(
      '不认识的证件种类',
      '未能識別的證件種類',
      '無法識別的證件種類',
      'Unknown kind of credential',
    ),
    why: inAll(
      '本机的信任名单里没有这一种证件。',
      '本機的信任名單沒有這一種證件。',
      '本機的信任名單沒有這一種證件。',
      'This kind of credential is not in the trust list of this device.',
    ),
    next: updateDevice,
  },
  'issuer-key-expired': {
    title: inAll('签发密钥已停用', '簽發密鑰已停用', '簽發金鑰已停用', 'Issuer key no longer in use'),
    why: inAll(
      '签发此码的密钥在签发时或现在已经失效。',
      '簽發此碼的密鑰在簽發時或現在已經失效。',
      '簽發此碼的金鑰在簽發時或現在已經失效。',
      'The key that signed this code was out of use then, or is now.',
    ),
    next: askCounter,
  },
  'bad-issuer-signature': {
    title: inAll('签发签名无效', '簽發簽名無效', '簽發簽章無效', 'Issuer signature invalid'),
    why: inAll(
      '证件内容被改动过，或不是签发机关签发的。',
      '證件內容曾被改動，或不是簽發機關簽發的。',
      '證件內容曾遭竄改，或不是簽發機關簽發的。',
      'The contents were changed, or the authority did not issue them.',
    ),
    next: askSupervisor,
  },
  'bad-holder-signature': {
    title: inAll('持证人签名无效', '持證人簽名無效', '持證人簽章無效', 'Holder signature invalid'),
    why: inAll(
      '此码不是由持证人本人的手机生成的。',
      '此碼不是由持證人本人的手機產生的。',
      '此碼不是由持證人本人的手機產生的。',
      "The code was not made by the holder's own phone.",
    ),
    next: askSupervisor,
  },
  expired: {
    title: inAll('证件已过期', '證件已過期', '證件已過期', 'Expired'),
    why: inAll(
      '证件的有效期已经结束。',
      '證件的有效期已經結束。',
      '證件的有效期已經結束。',
      'The credential has reached its end date.',
    ),
    next: applyAgain,
  },
  'not-yet-valid': {
    title: inAll('证件尚未生效', '證件尚未生效', '證件尚未生效', 'Not valid yet'),
    why: inAll(
      '证件的生效时间还没有到。',
      '證件的生效時間尚未到。',
      '證件的生效時間尚未到。',
      'The credential starts at a later time.',
    ),
    next: inAll(
      '请核对本机时间；时间无误则请稍后再来。',
      '請核對本機時間；時間無誤則請稍後再來。',
      '請核對本機時間；時間無誤則請稍後再來。',
      'Check the clock of this device. If it is right, the holder must come back later.',
    ),
  },
  'code-expired': {
    title: inAll('二维码已过时', '二維碼已過時', 'QR Code 已過時', 'Code too old'),
    why: inAll(
      '二维码每隔一会儿就更新；这一张已经过时，可能是截图或照片。',
      '二維碼會定時更新；這一個已經過時，可能是截圖或相片。',
      'QR Code 會定時更新；這一個已經過時，可能是截圖或照片。',
      'Codes change all the time. This one is old: perhaps a screenshot or a photo.',
    ),
    next: refreshCode,
  },
  'code-from-future': {
    title: inAll('二维码时间不符', '二維碼時間不符', 'QR Code 時間不符', 'Code time is ahead'),
    why: inAll(
      '二维码的生成时间晚于现在：手机时钟不准，或被调过。',
      '二維碼的產生時間晚於現在：手機時鐘不準，或曾被調校。',
      'QR Code 的產生時間晚於現在：手機時鐘不準，或曾被調整。',
      'The code is dated later than now: the phone clock is wrong or was changed.',
    ),
    next: inAll(
      '请持证人把手机时间设为自动，再出示一次。',
      '請持證人把手機時間設為自動，再出示一次。',
      '請持證人將手機時間設為自動，再出示一次。',
      'Ask the holder to set the phone clock to automatic and show the code again.',
    ),
  },
  'face-recheck-due': {
    title: inAll('需要重新刷脸', '需要重新核驗人臉', '需要重新核驗人臉', 'Face check needed again'),
    why: inAll(
      '距上次人脸核验已超过规定时间。',
      '距上次人臉核驗已超過規定時間。',
      '距上次人臉核驗已超過規定時間。',
      'The last face check is longer ago than allowed.',
    ),
    next: inAll(
      '请持证人在证件页重新刷脸后再出示；不便刷脸的可到公安制证窗口办理纸质证明。',
      '請持證人在證件頁重新核驗人臉後再出示；不便者可到公安制證窗口辦理紙本證明。',
      '請持證人在證件頁重新核驗人臉後再出示；不便者可至公安製證窗口辦理紙本證明。',
      'Ask the holder to do the face check in the credential page and show the code again. Who cannot, gets a paper at the police counter.',
    ),
  },
  revoked: {
    title: inAll('证件已被撤销', '證件已被撤銷', '證件已被撤銷', 'Revoked'),
    why: inAll(
      '签发机关已撤销此证件。',
      '簽發機關已撤銷此證件。',
      '簽發機關已撤銷此證件。',
      'The authority has revoked this credential.',
    ),
    next: askCounter,
  },
  suspended: {
    title: inAll('证件已暂停使用', '證件已暫停使用', '證件已暫停使用', 'Suspended'),
    why: inAll(
      '签发机关已暂停此证件的使用。',
      '簽發機關已暫停此證件的使用。',
      '簽發機關已暫停此證件的使用。',
      'The authority has suspended this credential.',
    ),
    next: askCounter,
  },
  'status-unknown': {
    title: inAll('查不到证件状态', '未能查到證件狀態', '查不到證件狀態', 'Status not known'),
    why: inAll(
      '本机没有此证件的状态数据，不能确认它是否被撤销。',
      '本機沒有此證件的狀態資料，未能確認它是否被撤銷。',
      '本機沒有此證件的狀態資料，無法確認它是否被撤銷。',
      'This device has no status data for the credential and cannot tell whether it was revoked.',
    ),
    next: updateDevice,
  },
  'data-too-old': {
    title: inAll('核验数据过旧', '核驗資料過舊', '核驗資料過舊', 'Data on this device too old'),
    why: inAll(
      '本机离线太久，保存的数据已超过允许的期限。',
      '本機離線太久，儲存的資料已超過允許的期限。',
      '本機離線太久，儲存的資料已超過允許的期限。',
      'This device has been offline longer than its data may be used.',
    ),
    next: updateDevice,
  },
  'device-clock-wrong': {
    title: inAll('本机时间不准', '本機時間不準', '本機時間不準', 'Clock of this device is wrong'),
    why: inAll(
      '本机时间早于核验数据的签发时间，无法判断有效期。',
      '本機時間早於核驗資料的簽發時間，未能判斷有效期。',
      '本機時間早於核驗資料的簽發時間，無法判斷有效期。',
      'The clock stands before the time at which the data was signed; no date can be judged.',
    ),
    next: inAll(
      '请校准本机时间后再扫。',
      '請校準本機時間後再掃描。',
      '請校正本機時間後再掃描。',
      'Set the clock of this device and scan again.',
    ),
  },
  'already-presented': {
    title: inAll(
      '此码刚在别处用过',
      '此碼剛在別處使用過',
      '此碼剛在別處使用過',
      'Code already used elsewhere',
    ),
    why: inAll(
      '同一个二维码刚刚在另一处通道出示过，可能是翻拍。',
      '同一個二維碼剛在另一處通道出示過，可能是翻拍。',
      '同一個 QR Code 剛在另一處通道出示過，可能是翻拍。',
      'The very same code was shown at another gate a moment ago: perhaps it was photographed.',
    ),
    next: inAll(
      '请持证人当面出示新的二维码并核对本人；再次出现时报告值班负责人。',
      '請持證人當面出示新的二維碼並核對本人；再次出現時報告值班負責人。',
      '請持證人當面出示新的 QR Code 並核對本人；再次出現時報告值班負責人。',
      'Have the holder show a new code in front of you and compare the person. If it happens again, tell the duty officer.',
    ),
  },
  'not-valid-here': {
    title: inAll('不适用于此处', '不適用於此處', '不適用於此處', 'Not valid here'),
    why: inAll(
      '此证件不适用于本核验点的业务。',
      '此證件不適用於本核驗點的業務。',
      '此證件不適用於本核驗點的業務。',
      'This credential does not serve the purpose of this checkpoint.',
    ),
    next: inAll(
      '请持证人出示适用于此处的证件。',
      '請持證人出示適用於此處的證件。',
      '請持證人出示適用於此處的證件。',
      'Ask the holder for a document that is valid here.',
    ),
  },
  'not-valid-for-border': {
    title: inAll('不能用于出入境', '不可用於出入境', '不能用於入出境', 'Not valid for border crossing'),
    why: inAll(
      '此证件只供境内使用，不能代替出入境证件。',
      '此證件只供境內使用，不能代替出入境證件。',
      '此證件限境內使用，不能代替入出境證件。',
      'This credential serves inside the mainland only and replaces no travel document.',
    ),
    next: inAll(
      '请持证人出示有效的出入境证件；没有的，请引导到出入境管理机构办理。',
      '請持證人出示有效的出入境證件；如沒有，請引導至出入境管理機構辦理。',
      '請持證人出示有效的入出境證件；沒有者，請引導至出入境管理機構辦理。',
      'Ask for a valid travel document. Who has none is served by the exit-entry administration.',
    ),
  },
};
