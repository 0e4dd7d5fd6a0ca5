import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** What a party may ask, and how often (V1, V2). */
export const sections: readonly Section[] = [
  {
    id: 'services',
    title: inAll('每个服务的限额', '每個服務的限額', '每個服務的限額', 'Limits of each service'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '没有另外批准的，每个用证单位按下表。一天按北京时间计。',
          '沒有另外批准的，每個用證機構按下表。一天按北京時間計。',
          '沒有另外核准的，每個用證單位按下表。一天按北京時間計。',
          'Unless your approval says otherwise, these limits apply to each relying party. Days are counted in Beijing time.',
        ),
      },
      { kind: 'limits' },
      {
        kind: 'points',
        items: [
          inAll(
            '超过每分钟限额答 too-many-requests，当天用完答 quota-used；都带 Retry-After。',
            '超過每分鐘限額答 too-many-requests，當天用完答 quota-used；都帶 Retry-After。',
            '超過每分鐘限額答 too-many-requests，當天用完答 quota-used；都帶 Retry-After。',
            'Over the limit per minute the answer is too-many-requests, over the limit per day quota-used; both come with Retry-After.',
          ),
          inAll(
            '不够用的，请联系审核机关调整，用量页上有每天的数字。',
            '不夠用的，請聯絡審核機關調整，用量頁上有每天的數字。',
            '不夠用的，請聯絡審核機關調整，用量頁上有每天的數字。',
            'If that is not enough, ask the authority to raise it; your usage page has the figures for each day.',
          ),
        ],
      },
    ],
  },
  {
    id: 'others',
    title: inAll('其他数字', '其他數字', '其他數字', 'Other figures'),
    blocks: [
      {
        kind: 'points',
        items: [
          inAll(
            '一个单位最多 {mostClients} 个客户端、{mostReaders} 台设备、{mostWebhooks} 个 webhook。',
            '一個機構最多 {mostClients} 個用戶端、{mostReaders} 台裝置、{mostWebhooks} 個 webhook。',
            '一個單位最多 {mostClients} 個用戶端、{mostReaders} 臺裝置、{mostWebhooks} 個 webhook。',
            'A party has at most {mostClients} clients, {mostReaders} devices and {mostWebhooks} webhooks.',
          ),
          inAll(
            '令牌 {tokenMinutes} 分钟；断言 {assertionMinutes} 分钟，只用一次。',
            '權杖 {tokenMinutes} 分鐘；斷言 {assertionMinutes} 分鐘，只用一次。',
            '權杖 {tokenMinutes} 分鐘；斷言 {assertionMinutes} 分鐘，只用一次。',
            'Tokens work for {tokenMinutes} minutes; an assertion for at most {assertionMinutes} minutes, and only once.',
          ),
          inAll(
            '试用客户端 {trialHours} 小时后自动结束，只在演示环境里有。',
            '測試用戶端 {trialHours} 小時後自動結束，只在示範環境內有。',
            '測試用戶端 {trialHours} 小時後自動結束，只在展示環境裡有。',
            'A trial client ends by itself after {trialHours} hours, and exists in the demonstration only.',
          ),
        ],
      },
    ],
  },
];
