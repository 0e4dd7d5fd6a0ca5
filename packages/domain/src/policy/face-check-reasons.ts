import { inAll, type Text } from '../text/locale.ts';
import type { RealPersonReason } from './real-person-check.ts';

type ReasonText = { readonly reason: Text; readonly next: Text };

const again = inAll(
  '请再试一次，按提示慢慢做。',
  '請再試一次，按提示慢慢做。',
  '請再試一次，依提示慢慢做。',
  'Try again, and follow the guidance slowly.',
);
const alone = inAll(
  '请一个人在镜头前再试一次。',
  '請一個人在鏡頭前再試一次。',
  '請一個人在鏡頭前再試一次。',
  'Try again with only one person in front of the camera.',
);
const light = inAll(
  '请面向光线，避免背光，再试一次。',
  '請面向光源，避免背光，再試一次。',
  '請面向光源，避免逆光，再試一次。',
  'Face the light, avoid light from behind, and try again.',
);
const steady = inAll(
  '请拿稳手机、擦净镜头，再试一次。',
  '請拿穩手機、抹淨鏡頭，再試一次。',
  '請拿穩手機、擦淨鏡頭，再試一次。',
  'Hold the phone still, wipe the lens, and try again.',
);
const live = inAll(
  '请本人直接面对镜头，不要用照片、屏幕或录像。',
  '請本人直接面對鏡頭，不要使用相片、螢幕或錄像。',
  '請本人直接面對鏡頭，不要使用照片、螢幕或錄影。',
  'Be there yourself, facing the camera: no photo, screen or recording.',
);
const self = inAll(
  '请由证件上的本人完成；若确是本人，可以换其他办法，由工作人员核实。',
  '請由證件上的本人完成；如確是本人，可改用其他方式，由職員核實。',
  '請由證件上的本人完成；若確為本人，可改用其他方式，由工作人員核實。',
  'The person on the document must do it; if that is you, take another way and let a person check.',
);

const spoof: ReasonText = {
  reason: inAll(
    '没有确认到镜头前是真人。',
    '未能確認鏡頭前是真人。',
    '無法確認鏡頭前是真人。',
    'It could not be confirmed that a live person is in front of the camera.',
  ),
  next: live,
};
const reused: ReasonText = {
  reason: inAll(
    '画面有重复或是静止的。',
    '畫面有重複或是靜止的。',
    '畫面有重複或是靜止的。',
    'Pictures repeat or do not move.',
  ),
  next: live,
};
const unclear: ReasonText = {
  reason: inAll(
    '有一步的画面没有收到或读不出来。',
    '有一步的畫面未能收到或讀取。',
    '有一步的畫面未收到或無法讀取。',
    'The pictures of a step are missing or cannot be read.',
  ),
  next: again,
};

/** Words for every reason of the real-person check; how close a try came is never told (it would teach an attacker). */
export const FACE_CHECK_REASONS = {
  'step-not-seen': {
    reason: inAll(
      '有一个动作没有看到。',
      '有一個動作未能看到。',
      '有一個動作沒有看到。',
      'One of the actions was not seen.',
    ),
    next: again,
  },
  'steps-out-of-order': {
    reason: inAll(
      '动作的顺序不对。',
      '動作的次序不正確。',
      '動作的順序不正確。',
      'The actions came in another order.',
    ),
    next: again,
  },
  'deadline-missed': {
    reason: inAll('有一步超时了。', '有一步超時了。', '有一步逾時了。', 'A step took too long.'),
    next: again,
  },
  'times-impossible': {
    reason: inAll(
      '画面的时间对不上。',
      '畫面的時間不相符。',
      '畫面的時間不相符。',
      'The times of the pictures do not fit.',
    ),
    next: again,
  },
  'frames-missing': unclear,
  'image-unreadable': unclear,
  'no-face': {
    reason: inAll('没有看到完整的脸。', '看不到完整的臉。', '看不到完整的臉。', 'No whole face was seen.'),
    next: inAll(
      '请把脸放在框内，摘下口罩和帽子，再试一次。',
      '請將臉放在框內，除下口罩和帽子，再試一次。',
      '請將臉放在框內，取下口罩與帽子，再試一次。',
      'Keep your face inside the frame, take off mask and hat, and try again.',
    ),
  },
  'several-faces': {
    reason: inAll(
      '画面里不止一个人。',
      '畫面中不止一個人。',
      '畫面中不只一個人。',
      'More than one person was in the picture.',
    ),
    next: alone,
  },
  'face-too-small': {
    reason: inAll('脸离镜头太远。', '臉離鏡頭太遠。', '臉離鏡頭太遠。', 'The face was too far away.'),
    next: inAll(
      '请靠近一些再试一次。',
      '請靠近一些再試一次。',
      '請靠近一些再試一次。',
      'Come closer and try again.',
    ),
  },
  'too-dark': { reason: inAll('光线太暗。', '光線太暗。', '光線太暗。', 'It was too dark.'), next: light },
  'too-bright': {
    reason: inAll('光线太强。', '光線太強。', '光線太強。', 'It was too bright.'),
    next: light,
  },
  'too-blurred': {
    reason: inAll('画面模糊。', '畫面模糊。', '畫面模糊。', 'The pictures were blurred.'),
    next: steady,
  },
  'frames-repeated': reused,
  'frames-static': reused,
  'spoof-suspected': spoof,
  'flat-face': spoof,
  'identity-changed': {
    reason: inAll(
      '过程中似乎换了人。',
      '過程中似乎換了人。',
      '過程中似乎換了人。',
      'The person seems to have changed on the way.',
    ),
    next: alone,
  },
  'reference-missing': {
    reason: inAll(
      '登记库里没有可比对的照片。',
      '登記庫中沒有可供比對的相片。',
      '登記資料庫中沒有可供比對的照片。',
      'There is no photo on record to compare with.',
    ),
    next: inAll(
      '请改用其他办法，由工作人员核实，效力相同。',
      '請改用其他方式，由職員核實，效力相同。',
      '請改用其他方式，由工作人員核實，效力相同。',
      'Take another way and let a person check; the effect is the same.',
    ),
  },
  'no-match': {
    reason: inAll(
      '与登记照片不是同一个人。',
      '與登記相片並非同一個人。',
      '與登記照片不是同一個人。',
      'The face does not match the photo on record.',
    ),
    next: self,
  },
  'match-uncertain': {
    reason: inAll(
      '人脸与登记照片相似度不够明确。',
      '人臉與登記相片的相似程度不夠明確。',
      '臉部與登記照片的相似程度不夠明確。',
      'The face and the photo on record are not clearly the same.',
    ),
    next: inAll(
      '工作人员会查看，结果会通知您；着急的话可到窗口。',
      '工作人員會查看並通知您結果；如趕時間可到窗口。',
      '工作人員會查看並通知您結果；若趕時間可至窗口。',
      'A person will look at it and you will be told; if you are in a hurry, go to a counter.',
    ),
  },
} as const satisfies Record<RealPersonReason['code'], ReasonText>;
