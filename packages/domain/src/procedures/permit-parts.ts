import type { IdentityDocument } from '../identifiers/identity-document.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../policy/calendar.ts';
import type { Ladder } from '../policy/ladder.ts';
import { faceStep } from '../policy/ladder-steps.ts';
import { inAll, type Text } from '../text/locale.ts';
import type { Question } from './procedure.ts';
import { revealing } from './revealing.ts';

/** Figures of both permits (SERVICES.md T3, T4; source 001 and FACTS): change them here, nowhere else. */
export const permitPolicy = {
  validForMs: 7 * DAY_MS,
  /** The quota binds this medium; paper at the counter is not counted (T7). */
  limitedMedium: 'electronic',
  perMonth: 2,
  scopes: ['rail', 'air'],
  codeForMs: 60 * SECOND_MS,
  presentForMs: 30 * MINUTE_MS,
  lapsesAfterMs: DAY_MS,
} as const;

/** How the subject is proven (T2, A12): the face, else photos of the permit for a reviewer, else an officer. */
export const permitLadder = (photosTake: Text): Ladder => [
  faceStep,
  {
    rung: 'document-review',
    gives: 'real-person',
    tries: { most: 2, withinMs: DAY_MS },
    decidedWithin: { minutes: 30 },
    takes: photosTake,
  },
  {
    rung: 'counter',
    gives: 'real-person',
    takes: inAll(
      '到出入境制证窗口，当场办好',
      '到出入境制證窗口，即場辦妥',
      '至出入境製證窗口，當場辦妥',
      'at an exit-entry counter, done on the spot',
    ),
  },
];

/** Why a person travels without the permit (T1, source 001). */
export const PERMIT_REASONS = ['lost', 'damaged', 'forgotten'] as const;

const all = ['name', 'number', 'documentType'] as const;
const person = ['name', 'number'] as const;

/** Uses in the train and in the air (T4): who sells or lets board compares name and number, security the document too. */
export const permitPurposes = revealing({
  'rail.sale': all,
  'rail.refund': person,
  'rail.change': person,
  'rail.entry': all,
  'rail.check': person,
  'rail.exit': ['name'],
  'rail.reimbursement': ['name'],
  'air.check-in': all,
  'air.security': all,
  'air.boarding': person,
});

/** The first page of both permits' forms: what happened to the permit, as people call it. */
export function reasonQuestion(permit: Text, whenLost: Text): Question {
  return {
    id: 'reason',
    title: inAll(
      `您的${permit['zh-Hans']}怎么了？`,
      `您的${permit['zh-Hant-HK']}發生甚麼事？`,
      `您的${permit['zh-Hant-TW']}怎麼了？`,
      `What happened to your ${permit.en}?`,
    ),
    titleForCompanion: inAll(
      `同行人的${permit['zh-Hans']}怎么了？`,
      `同行者的${permit['zh-Hant-HK']}發生甚麼事？`,
      `同行者的${permit['zh-Hant-TW']}怎麼了？`,
      `What happened to their ${permit.en}?`,
    ),
    why: inAll(
      '办法都一样；选“遗失”不会代替挂失。',
      '辦理方式相同；選擇「遺失」並不代替報失。',
      '辦理方式相同；選「遺失」不能代替掛失。',
      'All three are served alike. “Lost” does not replace a loss report.',
    ),
    fields: [
      {
        name: 'reason',
        kind: 'choice',
        label: inAll('申请原因', '申請原因', '申請原因', 'Reason'),
        hint: inAll('选一项', '選擇一項', '選擇一項', 'Choose one'),
        options: [
          { id: 'lost', text: inAll('遗失', '遺失', '遺失', 'Lost'), detail: whenLost },
          {
            id: 'damaged',
            text: inAll('损坏', '損毀', '毀損', 'Damaged'),
            detail: inAll('看不清或读不出', '看不清或讀不到', '看不清或讀不到', 'It cannot be read any more'),
          },
          {
            id: 'forgotten',
            text: inAll('没带在身上', '忘記攜帶', '忘記攜帶', 'Left behind'),
            detail: inAll('在家里或别处', '放在家中或別處', '放在家裡或別處', 'It is at home or elsewhere'),
          },
        ],
      },
    ],
  };
}

/** The second page: name, number and last day, as the permit bears them (T2). */
export function permitQuestion(
  document: IdentityDocument,
  words: {
    readonly title: Text;
    readonly companion: Text;
    readonly name: Text;
    readonly label: Text;
    readonly expires: Text;
    readonly help: Text;
  },
): Question {
  return {
    id: 'permit',
    title: words.title,
    titleForCompanion: words.companion,
    why: inAll(
      '与证件上的写法一致，用来在出入境登记库中核对；核对之后才拍照。',
      '請與證件上的寫法一致，用作與出入境登記庫核對；核對後才會拍攝。',
      '請與證件上的寫法一致，用於與入出境登記資料庫核對；核對後才會拍攝。',
      'Exactly as on the permit. It is compared with the register before any photo is taken.',
    ),
    fields: [
      {
        name: 'name',
        kind: 'person-name',
        label: inAll('姓名', '姓名', '姓名', 'Name'),
        hint: words.name,
      },
      { name: 'number', kind: 'identity-number', document, label: words.label, hint: words.label },
      {
        name: 'expires',
        kind: 'expiry-date',
        document,
        label: words.expires,
        hint: inAll('例如：2031-05-03', '例如：2031-05-03', '例如：2031-05-03', 'For example 2031-05-03'),
        help: words.help,
      },
    ],
  };
}

/** What both forms need beside the permit's data (T2): the mobile one is signed in with, and a camera in good light. */
export const permitNeeds: readonly Text[] = [
  inAll(
    '内地手机号（已登录的号码）',
    '內地手機號碼（已登入的號碼）',
    '大陸手機號碼（已登入的號碼）',
    'A mainland mobile, the one signed in with',
  ),
  inAll(
    '有摄像头的手机；光线明亮，背景干净',
    '有鏡頭的手機；光線充足，背景簡潔',
    '有鏡頭的手機；光線明亮，背景單純',
    'A phone with a camera, in good light before a plain background',
  ),
];
