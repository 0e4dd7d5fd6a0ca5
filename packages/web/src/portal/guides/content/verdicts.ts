import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** Every reason of a verdict, generated from the words that gates and services show (V6). */
export const sections: readonly Section[] = [
  {
    id: 'codes',
    title: inAll('二维码核验的理由', '二維碼核驗的理由', 'QR Code 驗證的理由', 'Reasons for a code check'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '理由是一张封闭的表，每次核验恰好给出一个。颜色旁边总有文字：不要只显示颜色。',
          '理由是一張封閉的表，每次核驗恰好給出一個。顏色旁邊總有文字：不要只顯示顏色。',
          '理由是一張封閉的表，每次驗證恰好給出一個。顏色旁邊總有文字：不要只顯示顏色。',
          'The reasons are a closed list; every check gives exactly one. There are words beside every colour: never show the colour alone.',
        ),
      },
      { kind: 'verdicts' },
    ],
  },
  {
    id: 'services',
    title: inAll('其他服务的理由', '其他服務的理由', '其他服務的理由', 'Reasons for the other services'),
    blocks: [{ kind: 'service-reasons' }],
  },
];
