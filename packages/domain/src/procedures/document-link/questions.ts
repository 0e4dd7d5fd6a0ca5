import { inAll } from '../../text/locale.ts';
import type { Question } from '../procedure.ts';

const example = inAll('例如：2031-05-03', '例如：2031-05-03', '例如：2031-05-03', 'For example 2031-05-03');
const asPrinted = inAll(
  '与证件上的写法一致，用来在出入境登记库中核对；核对之后才拍照。',
  '請與證件上的寫法一致，用作與出入境登記庫核對；核對後才會拍攝。',
  '請與證件上的寫法一致，用於與入出境登記資料庫核對；核對後才會拍攝。',
  'Exactly as on the permit. It is compared with the register before any photo is taken.',
);

/** The form's pages (L1): which travel permit, what it says, then the residence permit. */
export const questions: readonly Question[] = [
  {
    id: 'document',
    title: inAll(
      '您持有哪种来往通行证？',
      '您持有哪種來往通行證？',
      '您持有哪種來往通行證？',
      'Which travel permit do you hold?',
    ),
    titleForCompanion: inAll(
      '同行人持有哪种来往通行证？',
      '同行者持有哪種來往通行證？',
      '同行者持有哪種來往通行證？',
      'Which travel permit do they hold?',
    ),
    why: inAll(
      '它将与居住证关联，证明两证属于同一人。',
      '它會與居住證關聯，證明兩證屬於同一人。',
      '它會與居住證關聯，證明兩證屬於同一人。',
      'It is linked with the residence permit: proof that both are one person’s.',
    ),
    fields: [
      {
        name: 'document',
        kind: 'document-kind',
        documents: ['home-return-permit', 'taiwan-permit'],
        label: inAll('通行证种类', '通行證種類', '通行證種類', 'Kind of travel permit'),
        hint: inAll('选一项', '選擇一項', '選擇一項', 'Choose one'),
      },
    ],
  },
  {
    id: 'permit',
    title: inAll(
      '来往通行证上的资料',
      '來往通行證上的資料',
      '來往通行證上的資料',
      'What your travel permit says',
    ),
    titleForCompanion: inAll(
      '同行人来往通行证上的资料',
      '同行者來往通行證上的資料',
      '同行者來往通行證上的資料',
      'What their travel permit says',
    ),
    why: asPrinted,
    fields: [
      {
        name: 'name',
        kind: 'person-name',
        label: inAll('姓名', '姓名', '姓名', 'Name'),
        hint: inAll(
          '中文姓名，与通行证一致',
          '中文姓名，與通行證相同，例如：陳大文',
          '中文姓名，與通行證相同，例如：林小華',
          'The Chinese name as the permit shows it',
        ),
      },
      {
        name: 'number',
        kind: 'identity-number',
        label: inAll('通行证号码', '通行證號碼', '通行證號碼', 'Travel permit number'),
        hint: inAll('与证件一致', '與證件相同', '與證件相同', 'As the permit shows it'),
      },
      {
        name: 'expires',
        kind: 'expiry-date',
        label: inAll(
          '通行证有效期至',
          '通行證有效期限（到期日）',
          '通行證有效期限（到期日）',
          'Travel permit valid until',
        ),
        hint: example,
      },
    ],
  },
  {
    id: 'residence',
    title: inAll('居住证上的资料', '居住證上的資料', '居住證上的資料', 'What your residence permit says'),
    titleForCompanion: inAll(
      '同行人居住证上的资料',
      '同行者居住證上的資料',
      '同行者居住證上的資料',
      'What their residence permit says',
    ),
    why: inAll(
      '两证属于同一人才能关联；不一致时不会告知登记库中的内容。',
      '兩證屬於同一人方可關聯；不相符時，不會透露登記庫中的內容。',
      '兩證屬於同一人才能關聯；不相符時，不會透露登記資料庫中的內容。',
      'Both must be one person’s. Where they are not, nothing of what the register holds is told.',
    ),
    fields: [
      {
        name: 'residence',
        kind: 'identity-number',
        document: 'residence-permit',
        label: inAll('居住证号码', '居住證號碼', '居住證號碼', 'Residence permit number'),
        hint: inAll('18 位', '18 位', '18 碼', '18 characters'),
      },
      {
        name: 'residenceExpires',
        kind: 'expiry-date',
        document: 'residence-permit',
        label: inAll(
          '居住证有效期至',
          '居住證有效期限（到期日）',
          '居住證有效期限（到期日）',
          'Residence permit valid until',
        ),
        hint: example,
      },
    ],
  },
];
