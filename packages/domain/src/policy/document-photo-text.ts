import { inAll, type Text } from '../text/locale.ts';
import type { DocumentRule } from './document-photo.ts';

type RuleText = { readonly reason: Text; readonly next: Text };

/** Words for every rule a photo of a document can fail: what is wrong, and what to do (A11). */
export const DOCUMENT_RULE_TEXT = {
  unreadable: {
    reason: inAll(
      '这个文件不是能读的照片。',
      '此檔案不是可讀取的相片。',
      '此檔案不是可讀取的照片。',
      'This file is not a picture that can be read.',
    ),
    next: inAll(
      '请重新拍摄，或选择 JPEG、PNG、WebP 照片。',
      '請重新拍攝，或選擇 JPEG、PNG、WebP 相片。',
      '請重新拍攝，或選擇 JPEG、PNG、WebP 照片。',
      'Take it again, or choose a JPEG, PNG or WebP picture.',
    ),
  },
  'too-large': {
    reason: inAll('照片太大。', '相片太大。', '照片太大。', 'The picture is too large.'),
    next: inAll(
      '请选择 6 MB 以内的照片，或直接用摄像头拍。',
      '請選擇 6 MB 以內的相片，或直接用鏡頭拍攝。',
      '請選擇 6 MB 以內的照片，或直接用鏡頭拍攝。',
      'Choose a picture of at most 6 MB, or take it with the camera.',
    ),
  },
  'too-dark': {
    reason: inAll('照片太暗。', '相片太暗。', '照片太暗。', 'The picture is too dark.'),
    next: inAll(
      '请到亮一些的地方，让光照在证件上。',
      '請到較光的地方，讓光線照在證件上。',
      '請到較亮的地方，讓光線照在證件上。',
      'Go where it is brighter and let the light fall on the card.',
    ),
  },
  'not-found': {
    reason: inAll(
      '照片里没有找到证件。',
      '相片中找不到證件。',
      '照片中找不到證件。',
      'No card was found in the picture.',
    ),
    next: inAll(
      '请把证件平放在颜色不同的桌面上，整张放进取景框。',
      '請把證件平放在顏色不同的桌面上，整張放入取景框。',
      '請將證件平放在顏色不同的桌面上，整張放入取景框。',
      'Lay the card flat on a surface of another colour, the whole of it inside the frame.',
    ),
  },
  'not-whole': {
    reason: inAll(
      '证件没有完整露出：边缘在画面外，或被遮住。',
      '證件沒有完整顯示：邊緣在畫面外，或被遮住。',
      '證件沒有完整顯示：邊緣在畫面外，或被遮住。',
      'The card is not wholly visible: a side is outside the picture or covered.',
    ),
    next: inAll(
      '请让四条边都在画面里，手指不要压在证件上。',
      '請讓四邊都在畫面內，手指不要壓在證件上。',
      '請讓四邊都在畫面內，手指不要壓在證件上。',
      'Keep all four sides in the picture and fingers off the card.',
    ),
  },
  'too-small': {
    reason: inAll(
      '证件在照片里太小。',
      '證件在相片中太小。',
      '證件在照片中太小。',
      'The card is too small in the picture.',
    ),
    next: inAll('请靠近一些。', '請靠近一點。', '請靠近一點。', 'Move closer.'),
  },
  tilted: {
    reason: inAll(
      '拍摄角度太斜。',
      '拍攝角度太斜。',
      '拍攝角度太斜。',
      'The card was taken at too steep an angle.',
    ),
    next: inAll('请从正上方拍。', '請從正上方拍攝。', '請從正上方拍攝。', 'Take it from straight above.'),
  },
  glare: {
    reason: inAll(
      '证件上有反光，遮住了内容。',
      '證件上有反光，遮住了內容。',
      '證件上有反光，遮住了內容。',
      'A reflection hides part of the card.',
    ),
    next: inAll(
      '请关掉闪光灯，换个角度避开灯光。',
      '請關掉閃光燈，換個角度避開燈光。',
      '請關閉閃光燈，換個角度避開燈光。',
      'Switch the flash off and turn the card away from the lamp.',
    ),
  },
  blurred: {
    reason: inAll(
      '照片模糊，字看不清。',
      '相片模糊，文字看不清。',
      '照片模糊，文字看不清。',
      'The picture is blurred; the print cannot be read.',
    ),
    next: inAll(
      '请拿稳，等画面清楚了再拍。',
      '請拿穩，待畫面清晰後再拍。',
      '請拿穩，待畫面清晰後再拍。',
      'Hold still until the picture is clear.',
    ),
  },
  'wrong-side': {
    reason: inAll(
      '这看起来不是要拍的那一面。',
      '這看來不是要拍的那一面。',
      '這看起來不是要拍的那一面。',
      'This does not look like the side that is asked for.',
    ),
    next: inAll(
      '正面有照片和姓名，背面没有照片；请翻到要拍的一面。',
      '正面有相片和姓名，背面沒有相片；請翻到要拍的一面。',
      '正面有照片與姓名，背面沒有照片；請翻到要拍的一面。',
      'The front has the portrait and the name, the back has none; turn to the one that is asked for.',
    ),
  },
} as const satisfies Record<DocumentRule, RuleText>;

/** The same as faults of a field, `document.<rule>`. */
export const DOCUMENT_FAULTS = Object.fromEntries(
  Object.entries(DOCUMENT_RULE_TEXT).map(([rule, words]) => [`document.${rule}`, words]),
) as { readonly [R in DocumentRule as `document.${R}`]: RuleText };
