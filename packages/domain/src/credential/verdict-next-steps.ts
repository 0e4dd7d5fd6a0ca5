import { inAll } from '../text/locale.ts';

/** Show a live code. */
export const refreshCode = inAll(
  '请持证人打开证件页，出示自动刷新的二维码，再扫一次。',
  '請持證人開啟證件頁，出示自動更新的二維碼，再掃描一次。',
  '請持證人開啟證件頁，出示自動更新的 QR Code，再掃描一次。',
  'Ask the holder to open the credential and show the live code, then scan again.',
);
/** This credential does not serve; another document or the counter. */
export const askCounter = inAll(
  '请不要放行，改验其他有效证件，或请持证人到公安制证窗口办理。',
  '請勿放行，改為查驗其他有效證件，或請持證人到公安制證窗口辦理。',
  '請勿放行，改為查驗其他有效證件，或請持證人至公安製證窗口辦理。',
  'Do not admit on this code. Check another valid document, or send the holder to the police counter.',
);
/** Apply once more. */
export const applyAgain = inAll(
  '请持证人在手机上重新申办，或到公安制证窗口办理。',
  '請持證人在手機上重新申辦，或到公安制證窗口辦理。',
  '請持證人在手機上重新申辦，或至公安製證窗口辦理。',
  'The holder can apply again on the phone or go to the police counter.',
);
/** The verifier's own device needs new data. */
export const updateDevice = inAll(
  '请将本机联网更新核验数据后再扫；仍不行时请人工查验。',
  '請將本機連線更新核驗資料後再掃描；仍不行時請人工查驗。',
  '請將本機連線更新核驗資料後再掃描；仍無法核驗時請人工查驗。',
  'Connect this device, update its data and scan again. If that fails, check by hand.',
);
/** Something was forged: keep the record and tell somebody. */
export const askSupervisor = inAll(
  '请留住此码的核验记录，改验其他有效证件，并报告值班负责人。',
  '請保留此碼的核驗記錄，改為查驗其他有效證件，並報告值班負責人。',
  '請保留此碼的核驗紀錄，改為查驗其他有效證件，並報告值班負責人。',
  'Keep the record of this check, ask for another valid document and tell the duty officer.',
);
