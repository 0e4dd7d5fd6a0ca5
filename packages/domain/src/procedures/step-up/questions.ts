import { inAll } from '../../text/locale.ts';
import type { Question } from '../procedure.ts';

/** The form's one page (A4): name and number are known, the document's last day proves that it is at hand. */
export const questions: readonly Question[] = [
  {
    id: 'expiry',
    title: inAll(
      '您的证件有效期到哪天？',
      '您的證件有效期至何日？',
      '您的證件效期到哪一天？',
      'Until when is your document valid?',
    ),
    why: inAll(
      '姓名和号码已经核对过；有效期用来确认证件在您手中。',
      '姓名和號碼已核對；有效期用作確認證件在您手中。',
      '姓名與號碼已核對；效期用於確認證件在您手中。',
      'Name and number are already confirmed; the date shows that the document is in your hands.',
    ),
    fields: [
      {
        name: 'expires',
        kind: 'expiry-date',
        label: inAll('有效期至', '有效期至', '有效期限至', 'Valid until'),
        hint: inAll(
          '例如：2031-05-03；没有到期日的选“长期”',
          '例如：2031-05-03；沒有到期日的選「長期」',
          '例如：2031-05-03；沒有到期日者選「長期」',
          'For example 2031-05-03, or long-term',
        ),
      },
    ],
  },
];
