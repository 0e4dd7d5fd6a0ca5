import type { Question } from '../procedure.ts';

/** The form's pages (B1): whose proof it is, then where. */
export const questions: readonly Question[] = [
  {
    id: 'name',
    title: {
      'zh-Hans': '您的姓名和身份证号码',
      'zh-Hant-HK': '您的姓名和身份證號碼',
      'zh-Hant-TW': '您的姓名與身分證號碼',
      en: 'Your name and ID number',
    },
    titleForCompanion: {
      'zh-Hans': '同行人的姓名和身份证号码',
      'zh-Hant-HK': '同行者的姓名和身份證號碼',
      'zh-Hant-TW': '同行者的姓名與身分證號碼',
      en: 'Their name and ID number',
    },
    why: {
      'zh-Hans': '与身份证上的写法一致，用来在登记库中核对。',
      'zh-Hant-HK': '請與居民身份證上的寫法一致，用作與登記庫核對。',
      'zh-Hant-TW': '請與居民身分證上的寫法一致，用於與登記庫核對。',
      en: 'Exactly as on the resident ID card; it is compared with the register.',
    },
    fields: [
      {
        name: 'name',
        kind: 'person-name',
        label: { 'zh-Hans': '姓名', 'zh-Hant-HK': '姓名', 'zh-Hant-TW': '姓名', en: 'Name' },
        hint: {
          'zh-Hans': '例如：张晓晓、买买提·吐尔逊',
          'zh-Hant-HK': '例如：王小明、阿里木·玉素甫',
          'zh-Hant-TW': '例如：王小明、阿里木·玉素甫',
          en: 'For example 张晓晓 or 买买提·吐尔逊',
        },
      },
      {
        name: 'number',
        kind: 'resident-id',
        label: {
          'zh-Hans': '身份证号码',
          'zh-Hant-HK': '居民身份證號碼',
          'zh-Hant-TW': '居民身分證號碼',
          en: 'Resident ID number',
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
      'zh-Hans': '铁路部门用来安排核验；填城市就够，不需要具体地址。',
      'zh-Hant-HK': '鐵路部門用作安排核驗；只需城市，毋須詳細地址。',
      'zh-Hant-TW': '鐵路部門用於安排查驗；只要城市，不需詳細地址。',
      en: 'The railway plans its checks by it. The city is enough, no address.',
    },
    fields: [
      {
        name: 'city',
        kind: 'city',
        label: { 'zh-Hans': '城市', 'zh-Hant-HK': '城市', 'zh-Hant-TW': '城市', en: 'City' },
        hint: {
          'zh-Hans': '例如：杭州市',
          'zh-Hant-HK': '例如：杭州市',
          'zh-Hant-TW': '例如：杭州市',
          en: 'For example Hangzhou, or 杭州市',
        },
      },
    ],
  },
];
