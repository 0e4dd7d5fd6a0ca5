import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** How a credential is checked by its code or its number (V2, V6). */
export const sections: readonly Section[] = [
  {
    id: 'ways',
    title: inAll('三种做法', '三種做法', '三種做法', 'Three ways'),
    blocks: [
      {
        kind: 'points',
        items: [
          inAll(
            '系统核验：把扫到的二维码文字发给平台，答复结论和用途允许看到的信息。',
            '系統核驗：把掃到的二維碼文字發給平台，答覆結論和用途容許看到的資料。',
            '系統驗證：把掃描到的 QR Code 文字發給平台，答覆結論和用途可以看到的資料。',
            'By your system: send the text of the scanned code, get the verdict and the fields that the purpose may see.',
          ),
          inAll(
            '设备核验：闸机或手持终端打开核验网页，用登记码登记一次，联网离线都能扫。',
            '裝置核驗：閘機或手提裝置開啟核驗網頁，用登記碼登記一次，連線離線都能掃。',
            '裝置驗證：閘門或手持裝置開啟驗證網頁，用登記碼登記一次，連線離線都能掃。',
            'By a device: a gate or handheld opens the verifier page, is enrolled once with a code, and checks with and without a network.',
          ),
          inAll(
            '没有二维码时：按证照标识和姓名核验；结论是黄色，请再核对本人。',
            '沒有二維碼時：按證照標識和姓名核驗；結論是黃色，請再核對本人。',
            '沒有 QR Code 時：按證照識別碼和姓名驗證；結論是黃色，請再核對本人。',
            'Without a code: by the identifier of the credential and the name. The verdict is amber: compare the person.',
          ),
        ],
      },
    ],
  },
  {
    id: 'call',
    title: inAll('发送与答复', '發送與答覆', '傳送與答覆', 'Call and answer'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          'purpose 必须是协议里写明的用途之一。二维码每分钟更新一次：扫到后立即发送，不要保存。',
          'purpose 必須是協議內寫明的用途之一。二維碼每分鐘更新一次：掃到後立即發送，不要儲存。',
          'purpose 必須是協議裡寫明的用途之一。QR Code 每分鐘更新一次：掃描後立即傳送，不要儲存。',
          'purpose must be one of those that your approval names. A code renews itself every minute: send it at once and keep it nowhere.',
        ),
      },
      { kind: 'samples', id: 'credential-check' },
      {
        kind: 'points',
        items: [
          inAll(
            '绿色：放行。黄色：按“下一步”做完再放行。红色：不放行，按“下一步”指引持证人。',
            '綠色：放行。黃色：按「下一步」做完再放行。紅色：不放行，按「下一步」指引持證人。',
            '綠色：放行。黃色：按「下一步」做完再放行。紅色：不放行，按「下一步」指引持證人。',
            'Green: let through. Amber: do what “next” says, then let through. Red: do not, and tell the holder what “next” says.',
          ),
          inAll(
            'fields 只有用途允许看到的几项；不是绿色或者黄色时没有。',
            'fields 只有用途容許看到的幾項；不是綠色或黃色時沒有。',
            'fields 只有用途可以看到的幾項；不是綠色或黃色時沒有。',
            'fields holds the few things that the purpose may see, and nothing at all when the verdict is red.',
          ),
          inAll(
            '颜色以外总有文字：请把 title、explanation、next 显示出来，语言由 Accept-Language 决定。',
            '顏色以外總有文字：請把 title、explanation、next 顯示出來，語言由 Accept-Language 決定。',
            '顏色以外總有文字：請把 title、explanation、next 顯示出來，語言由 Accept-Language 決定。',
            'There are always words beside the colour: show title, explanation and next. Accept-Language chooses the language.',
          ),
        ],
      },
    ],
  },
];
