import { IDENTITY_DOCUMENTS } from '../../identifiers/identity-document.ts';
import { inAll } from '../../text/locale.ts';
import type { Question } from '../procedure.ts';

/** The form's pages (A1, A9): which document, what it says, then the terms. */
export const questions: readonly Question[] = [
  {
    id: 'document',
    title: inAll(
      '您用哪种证件登记？',
      '您用哪種證件登記？',
      '您用哪種證件登記？',
      'Which document do you register with?',
    ),
    why: inAll(
      '选您手边的那一种；只能为本人登记。',
      '選擇您手邊的一種；只可為本人登記。',
      '選擇您手邊的一種；僅能為本人登記。',
      'The one you have at hand. You register yourself only.',
    ),
    fields: [
      {
        name: 'document',
        kind: 'document-kind',
        label: inAll('证件种类', '證件種類', '證件種類', 'Kind of document'),
        hint: inAll(
          '选择您现在持有的证件',
          '選擇您現時持有的證件',
          '選擇您目前持有的證件',
          'The document you hold now',
        ),
      },
    ],
  },
  {
    id: 'identity',
    title: inAll('证件上的姓名和号码', '證件上的姓名和號碼', '證件上的姓名與號碼', 'Name and number'),
    why: inAll(
      '与证件上的写法一致，用来在登记库中核对。',
      '請與證件上的寫法一致，用作與登記庫核對。',
      '請與證件上的寫法一致，用於與登記資料庫核對。',
      'Exactly as on the document; it is compared with the register.',
    ),
    fields: [
      {
        name: 'name',
        kind: 'person-name',
        label: inAll('姓名', '姓名', '姓名', 'Name'),
        hint: inAll(
          '与证件一致，例如：张晓晓',
          '與證件一致，例如：王小明',
          '與證件一致，例如：王小明',
          'As the document shows it',
        ),
      },
      {
        name: 'number',
        kind: 'identity-number',
        label: inAll('证件号码', '證件號碼', '證件號碼', 'Number'),
        hint: inAll('与证件一致', '與證件一致', '與證件一致', 'As the document shows it'),
      },
      {
        name: 'expires',
        kind: 'expiry-date',
        label: inAll('有效期至', '有效期至', '有效期限至', 'Valid until'),
        hint: inAll('例如：2031-05-03', '例如：2031-05-03', '例如：2031-05-03', 'For example 2031-05-03'),
        onlyWhen: { field: 'document', is: IDENTITY_DOCUMENTS.filter((kind) => kind !== 'resident-id') },
      },
    ],
  },
  {
    id: 'terms',
    title: inAll(
      '使用条款与个人信息处理规则',
      '使用條款與個人資料處理規則',
      '使用條款與個人資料處理規則',
      'Terms of use and how personal data is handled',
    ),
    why: inAll(
      '同意后才能注册；人脸采集另行单独征得同意。',
      '同意後方可註冊；採集人臉會另行徵求同意。',
      '同意後才能註冊；擷取臉部影像會另行徵求同意。',
      'Registering needs your agreement; face capture is asked for separately.',
    ),
    fields: [
      {
        name: 'terms',
        kind: 'terms',
        label: inAll('我已阅读并同意', '我已閱讀並同意', '我已閱讀並同意', 'I have read them and agree'),
        hint: inAll(
          '您可以随时在账号中再次查看',
          '您可隨時在帳號中再次查閱',
          '您可隨時在帳號中再次查閱',
          'You can read them again in your account at any time',
        ),
      },
    ],
  },
];
