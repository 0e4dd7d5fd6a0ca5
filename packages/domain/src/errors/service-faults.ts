import { inAll } from '../text/locale.ts';

const takeAgain = inAll(
  '请在光线均匀处正面重拍，画面里只有本人。',
  '請在光線均勻處正面重拍，畫面中只有本人。',
  '請在光線均勻處正面重拍，畫面中只有本人。',
  'Take it again from the front, in even light, with nobody else in the picture.',
);
const sendJpeg = inAll(
  '请发送一张 JPEG 照片（不超过 1 MB、420 万像素）的 Base64 编码。',
  '請傳送一張 JPEG 相片（不超過 1 MB、420 萬像素）的 Base64 編碼。',
  '請傳送一張 JPEG 照片（不超過 1 MB、420 萬畫素）的 Base64 編碼。',
  'Send one JPEG of at most 1 MB and 4.2 million pixels as base64.',
);

/** What can be wrong with what a relying party hands in; a picture is judged before anybody's portrait is asked for (V2). */
export const SERVICE_FAULTS = {
  'purpose.not-yours': {
    reason: inAll(
      '这种用途不在您单位获准的范围内。',
      '此用途不在貴機構獲准的範圍內。',
      '此用途不在貴單位獲准的範圍內。',
      'Your organisation was not approved for this purpose.',
    ),
    next: inAll(
      '请改用获准的用途；确有需要的，另行申请。',
      '請改用獲准的用途；如有需要，請另行申請。',
      '請改用獲准的用途；確有需要者，請另行申請。',
      'State one that was approved, or apply for this one.',
    ),
  },
  'identifier.invalid': {
    reason: inAll(
      '这不是电子证照标识，或校验位不对。',
      '這不是電子證照標識，或校驗位不正確。',
      '這不是電子證照識別碼，或檢查碼不正確。',
      'This is no credential identifier, or its check character is wrong.',
    ),
    next: inAll(
      '请按证件上的标识重新输入，以 1.2.156.3005.2 开头。',
      '請按證件上的標識重新輸入，以 1.2.156.3005.2 開首。',
      '請依證件上的識別碼重新輸入，以 1.2.156.3005.2 開頭。',
      'Type it again as the credential shows it; it begins with 1.2.156.3005.2.',
    ),
  },
  'portrait.too-large': {
    reason: inAll('照片太大。', '相片太大。', '照片太大。', 'The picture is too large.'),
    next: sendJpeg,
  },
  'portrait.unreadable': {
    reason: inAll(
      '照片无法读取，或不是 JPEG。',
      '相片未能讀取，或不是 JPEG。',
      '照片無法讀取，或不是 JPEG。',
      'The picture cannot be read, or is no JPEG.',
    ),
    next: sendJpeg,
  },
  'portrait.no-face': {
    reason: inAll(
      '照片里找不到人脸。',
      '相片中找不到人臉。',
      '照片中找不到人臉。',
      'No face is found in the picture.',
    ),
    next: takeAgain,
  },
  'portrait.several-faces': {
    reason: inAll(
      '照片里不止一张人脸。',
      '相片中不止一張人臉。',
      '照片中不只一張人臉。',
      'There is more than one face.',
    ),
    next: takeAgain,
  },
  'portrait.face-too-small': {
    reason: inAll('照片里的人脸太小。', '相片中的人臉太小。', '照片中的人臉太小。', 'The face is too small.'),
    next: inAll('请靠近一些重拍。', '請靠近一些重拍。', '請靠近一些重拍。', 'Come closer and take it again.'),
  },
  'portrait.too-dark': {
    reason: inAll('照片太暗。', '相片太暗。', '照片太暗。', 'The picture is too dark.'),
    next: takeAgain,
  },
  'portrait.too-bright': {
    reason: inAll('照片太亮。', '相片太光。', '照片太亮。', 'The picture is too bright.'),
    next: takeAgain,
  },
  'portrait.too-blurred': {
    reason: inAll('照片不清楚。', '相片不清晰。', '照片不清楚。', 'The picture is blurred.'),
    next: takeAgain,
  },
} as const;
