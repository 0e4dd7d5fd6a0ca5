import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** What a gate needs to go on without a network (V3). */
export const sections: readonly Section[] = [
  {
    id: 'what',
    title: inAll('离线包里有什么', '離線包內有甚麼', '離線包裡有什麼', 'What is in it'),
    blocks: [
      {
        kind: 'points',
        items: [
          inAll(
            '信任名单：签发机关的公钥、证件种类和出示规则，由平台的信任根签名。',
            '信任名單：簽發機關的公鑰、證件種類和出示規則，由平台的信任根簽名。',
            '信任名單：簽發機關的公鑰、證件種類和出示規則，由平台的信任根簽章。',
            'The trust list: keys of issuers, kinds of credentials and the rules of showing them, signed by the trust root.',
          ),
          inAll(
            '状态清单：每张证件两个比特，有效、暂停或者撤销；之后只取变化的部分。',
            '狀態清單：每張證件兩個位元，有效、暫停或撤銷；之後只取變化的部分。',
            '狀態清單：每張證件兩個位元，有效、暫停或撤銷；之後只取變化的部分。',
            'Status lists: two bits for each credential, valid, suspended or revoked; later only what changed.',
          ),
          inAll(
            '授权：本设备的用途和解开相应信息的密钥，只有本设备能用。',
            '授權：本裝置的用途和解開相應資料的密鑰，只有本裝置能用。',
            '授權：本裝置的用途和解開相應資料的金鑰，只有本裝置能用。',
            'The grant: the purposes of this device and the keys that open their fields, sealed to this device.',
          ),
        ],
      },
      { kind: 'samples', id: 'offline-pack' },
    ],
  },
  {
    id: 'age',
    title: inAll('能用多久', '能用多久', '能用多久', 'How long it works'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '数据在 {greenSeconds} 秒以内的，结论可以是绿色；{offlineDays} 天以内是黄色，并显示数据的时间；更旧就不再放行。撤销要等设备联网才看得到，这是离线的代价。',
          '數據在 {greenSeconds} 秒以內的，結論可以是綠色；{offlineDays} 天以內是黃色，並顯示數據的時間；更舊就不再放行。撤銷要等裝置連線才看得到，這是離線的代價。',
          '資料在 {greenSeconds} 秒以內的，結論可以是綠色；{offlineDays} 天以內是黃色，並顯示資料的時間；更舊就不再放行。撤銷要等裝置連線才看得到，這是離線的代價。',
          'With data younger than {greenSeconds} seconds a verdict can be green; up to {offlineDays} days it is amber and shows the age; older data lets nobody through. A revocation is seen once the device has a network again: that is the price of being offline.',
        ),
      },
      {
        kind: 'words',
        text: inAll(
          '核验网页和客户端包都带离线核验；自己实现的，请看仓库中的格式说明。',
          '核驗網頁和用戶端包都帶離線核驗；如要自行編寫，請看儲存庫中的格式說明。',
          '驗證網頁和用戶端包都帶離線驗證；自行實作者，請看儲存庫中的格式說明。',
          'The verifier page and the client package check offline; to write your own, see the formats in the repository.',
        ),
      },
    ],
  },
  {
    id: 'copies',
    title: inAll('翻拍的码', '翻拍的碼', '翻拍的碼', 'Copied codes'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '两处闸口离线时扫了同一个码，当时看不出来。联网后把记录送上来，平台会告诉两处闸口和持证人。',
          '兩處閘口離線時掃了同一個碼，當時看不出來。連線後把記錄送上來，平台會告訴兩處閘口和持證人。',
          '兩處閘門離線時掃了同一個碼，當時看不出來。連線後把紀錄送上來，平台會告訴兩處閘門和持證人。',
          'Two gates without a network cannot see that both scanned one code. Once they have sent their records, both gates and the holder are told.',
        ),
      },
    ],
  },
];
