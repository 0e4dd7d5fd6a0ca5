import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** How the status of a physical card is asked (V2). */
export const sections: readonly Section[] = [
  {
    id: 'call',
    title: inAll('发送与答复', '發送與答覆', '傳送與答覆', 'Call and answer'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '发送姓名、证件种类和号码，可以再加证件上印的有效期。平台每次都去问登记库：有效（绿）、挂失或过期（红）、没有相符的证件。',
          '發送姓名、證件種類和號碼，可以再加證件上印的有效期。平台每次都去問登記庫：有效（綠）、報失或過期（紅）、沒有相符的證件。',
          '傳送姓名、證件種類和號碼，可以再加證件上印的有效期。平台每次都去問登記庫：有效（綠）、掛失或過期（紅）、沒有相符的證件。',
          'Send name, kind of document and number, and the printed expiry if you like. The register is asked each time: valid (green), reported lost or expired (red), or no such document.',
        ),
      },
      { kind: 'samples', id: 'card-status-check' },
      {
        kind: 'note',
        tone: 'info',
        text: inAll(
          '有效只说明证件没有挂失、没有过期；是不是本人，请当面核对。',
          '有效只說明證件沒有報失、沒有過期；是不是本人，請當面核對。',
          '有效只說明證件沒有掛失、沒有過期；是不是本人，請當面核對。',
          'Valid says that the document is neither lost nor expired. Whether the bearer is its holder, check in person.',
        ),
      },
    ],
  },
];
