import type { Question } from '../procedure.ts';

/** The form's pages (B1): whose proof it is, then where. */
export const questions: readonly Question[] = [
  {
    id: 'subject',
    title: {
      'zh-Hans': '乘车人的姓名和身份证号码',
      'zh-Hant-HK': '乘車人的姓名和身份證號碼',
      'zh-Hant-TW': '乘車人的姓名與身分證號碼',
      en: 'Name and ID number of the traveller',
    },
    why: {
      'zh-Hans': '用来与登记库核对；可以是您本人，也可以是同行的人。',
      'zh-Hant-HK': '用於與登記庫核對；可以是您本人，也可以是同行者。',
      'zh-Hant-TW': '用於與登記資料庫核對；可以是您本人，也可以是同行者。',
      en: 'They are checked against the register; it can be you or someone travelling with you.',
    },
    fields: [
      {
        name: 'name',
        kind: 'person-name',
        label: { 'zh-Hans': '姓名', 'zh-Hant-HK': '姓名', 'zh-Hant-TW': '姓名', en: 'Name' },
        hint: {
          'zh-Hans': '与身份证上的写法一致',
          'zh-Hant-HK': '與身份證上的寫法一致',
          'zh-Hant-TW': '與身分證上的寫法一致',
          en: 'As the card shows it',
        },
      },
      {
        name: 'number',
        kind: 'resident-id',
        label: {
          'zh-Hans': '身份证号码',
          'zh-Hant-HK': '身份證號碼',
          'zh-Hant-TW': '身分證號碼',
          en: 'ID number',
        },
        hint: {
          'zh-Hans': '18 位，最后一位可能是 X',
          'zh-Hant-HK': '18 位，最後一位可能是 X',
          'zh-Hant-TW': '18 碼，最後一碼可能是 X',
          en: '18 characters; the last may be X',
        },
      },
    ],
  },
  {
    id: 'city',
    title: {
      'zh-Hans': '您现在在哪个城市？',
      'zh-Hant-HK': '您現在身處哪個城市？',
      'zh-Hant-TW': '您現在在哪個城市？',
      en: 'Which city are you in?',
    },
    why: {
      'zh-Hans': '证明上会写明办理城市；可以用定位自动填写。',
      'zh-Hant-HK': '證明上會寫明辦理城市；可用定位自動填寫。',
      'zh-Hant-TW': '證明上會註明辦理城市；可用定位自動填寫。',
      en: 'The document names the city it was issued in; your location can fill it in.',
    },
    fields: [
      {
        name: 'city',
        kind: 'city',
        label: { 'zh-Hans': '城市', 'zh-Hant-HK': '城市', 'zh-Hant-TW': '城市', en: 'City' },
        hint: {
          'zh-Hans': '例如：福州市',
          'zh-Hant-HK': '例如：福州市',
          'zh-Hant-TW': '例如：福州市',
          en: 'For example 福州市',
        },
      },
    ],
  },
];
