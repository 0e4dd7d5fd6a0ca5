import { inAll, type Text } from '../text/locale.ts';

type FieldFault = { readonly reason: Text; readonly next: Text };

const say = inAll;
const shorter = say('请写短一些。', '請寫短一些。', '請寫短一些。', 'Make it shorter.');
const choose = say(
  '请从列出的项目中选择。',
  '請從列出的項目中選擇。',
  '請從列出的項目中選擇。',
  'Choose one of those listed.',
);

/** What can be wrong with a device of a relying party (V1), and with a holder's report of a look (T5). */
export const DEVICE_FAULTS = {
  'device-label.empty': {
    reason: say('设备没有名称。', '裝置沒有名稱。', '裝置沒有名稱。', 'The device has no name.'),
    next: say(
      '请写它在哪里，例如“东进站口 3 号”；持证人会看到。',
      '請寫它在哪裏，例如「東入口 3 號」；持證人會看到。',
      '請寫它在哪裡，例如「東側入口 3 號」；持證人會看到。',
      'Say where it stands, as “East entrance 3”; holders read it.',
    ),
  },
  'device-label.too-long': {
    reason: say('名称太长。', '名稱太長。', '名稱太長。', 'The name is too long.'),
    next: shorter,
  },
  'scope.unknown': {
    reason: say('没有这个使用范围。', '沒有這個使用範圍。', '沒有這個使用範圍。', 'There is no such scope.'),
    next: choose,
  },
  'purpose.not-approved': {
    reason: say(
      '这种用途不在本单位获准的范围内，或不属于所选的使用范围。',
      '這種用途不在本機構獲准的範圍內，或不屬於所選的使用範圍。',
      '這種用途不在本單位獲准的範圍內，或不屬於所選的使用範圍。',
      'The party was not approved for this purpose, or it belongs to another scope.',
    ),
    next: choose,
  },
  'device-reason.empty': {
    reason: say('没有写停用的原因。', '沒有寫停用的原因。', '沒有寫停用的原因。', 'The reason is missing.'),
    next: say(
      '请简单写明原因，会留在记录里。',
      '請簡單寫明原因，會留在記錄中。',
      '請簡單寫明原因，會留在紀錄中。',
      'Say why in a few words; it stays on record.',
    ),
  },
  'device-reason.too-long': {
    reason: say('原因太长。', '原因太長。', '原因太長。', 'The reason is too long.'),
    next: shorter,
  },
  'look-report.reason-missing': {
    reason: say('没有选择举报原因。', '沒有選擇舉報原因。', '沒有選擇檢舉原因。', 'No reason was chosen.'),
    next: choose,
  },
  'look-report.note-empty': {
    reason: say(
      '选择“其他”时需要说明。',
      '選擇「其他」時需要說明。',
      '選擇「其他」時需要說明。',
      '“Something else” needs a few words.',
    ),
    next: say('请写明发生了什么。', '請寫明發生了甚麼。', '請寫明發生了什麼。', 'Say what happened.'),
  },
  'look-report.note-too-long': {
    reason: say('说明太长。', '說明太長。', '說明太長。', 'The note is too long.'),
    next: shorter,
  },
} as const satisfies Record<string, FieldFault>;
