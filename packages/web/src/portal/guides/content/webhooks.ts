import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** How events are delivered, and how a receiver checks them (V1). */
export const sections: readonly Section[] = [
  {
    id: 'events',
    title: inAll('事件', '事件', '事件', 'Events'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '在“我的接入”里登记一个 https 地址和要听的事件。内容只有编号、代码和时间，没有个人信息。',
          '在「我的接入」內登記一個 https 網址和要接收的事件。內容只有編號、代碼和時間，沒有個人資料。',
          '在「我的介接」裡登記一個 https 網址和要接收的事件。內容只有編號、代碼和時間，沒有個人資料。',
          'Under “My access” register an https address and the events you want. A delivery contains ids, codes and times, and nothing about a person.',
        ),
      },
      { kind: 'events' },
    ],
  },
  {
    id: 'prove',
    title: inAll(
      '先证明地址是您的',
      '先證明網址是您的',
      '先證明網址是您的',
      'First prove that the address is yours',
    ),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '登记后，平台先推送一条 webhook.challenge，签名与事件相同。验签后以 200 应答，内容为证明（或 JSON：{"proof":"…"}）：以签名密钥为键，对“suizheng-webhook-proof.”加 data.challenge 计算 HMAC-SHA-256，再用无填充的 base64url 表示；照抄收到的内容不算。答对之前，这个地址收不到任何事件；此后还会定期复验；没有答对会像事件一样重试，也可以在“我的接入”里点“再试一次”。',
          '登記後，平台先推送一則 webhook.challenge，簽名與事件相同。驗證簽名後以 200 回應，內容為證明（或 JSON：{"proof":"…"}）：以簽名密鑰為鍵，對「suizheng-webhook-proof.」加 data.challenge 計算 HMAC-SHA-256，再以無填充的 base64url 表示；照抄收到的內容不算。回應正確之前，這個網址收不到任何事件；此後還會定期覆驗；回應不對會像事件一樣重試，也可以在「我的接入」內按「再試一次」。',
          '登記後，平台先推送一則 webhook.challenge，簽章與事件相同。驗證簽章後以 200 回應，內容為證明（或 JSON：{"proof":"…"}）：以簽章金鑰為鍵，對「suizheng-webhook-proof.」加 data.challenge 計算 HMAC-SHA-256，再以無填充的 base64url 表示；照抄收到的內容不算。回應正確之前，這個網址收不到任何事件；此後還會定期複驗；回應不對會像事件一樣重試，也可以在「我的介接」裡按「再試一次」。',
          'After registration the platform first sends webhook.challenge, signed as events are. Verify it and answer 200 with the proof as the body (or as JSON: {"proof":"…"}): HMAC-SHA-256 over “suizheng-webhook-proof.” and data.challenge, keyed by the signing secret, in base64url without padding; saying back what came proves nothing. Until then the address gets no event, and it is asked again from time to time; without the right answer it is tried again as events are, or at once when you press “Try again” under “My access”.',
        ),
      },
    ],
  },
  {
    id: 'check',
    title: inAll('先验签，再相信', '先驗證簽名，再相信', '先驗證簽章，再相信', 'Verify the signature first'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '每次推送按 RFC 9421 签名，密钥是登记时只显示一次的签名密钥。验签要看方法、路径、内容摘要和时间；nonce 记下来，重放就能认出来。',
          '每次推送按 RFC 9421 簽名，密鑰是登記時只顯示一次的簽名密鑰。驗證簽名要看方法、路徑、內容摘要和時間；nonce 記下來，重播便能認出。',
          '每次推送按 RFC 9421 簽章，金鑰是登記時只顯示一次的簽章金鑰。驗證簽章要看方法、路徑、內容摘要和時間；nonce 記下來，重送就能認出來。',
          'Every delivery is signed according to RFC 9421, with the secret that was shown once at registration. The signature covers method, path, digest and time; remember each nonce to recognise a replay.',
        ),
      },
      { kind: 'samples', id: 'webhook' },
      {
        kind: 'points',
        items: [
          inAll(
            '请在几秒内答 2xx，处理放到后面做。',
            '請在幾秒內答 2xx，處理放到後面做。',
            '請在幾秒內答 2xx，處理放到後面做。',
            'Answer 2xx within a few seconds and do the work afterwards.',
          ),
          inAll(
            '没有收到 2xx 会重试，一天内最多 {webhookTries} 次，间隔逐次加长；之后标为放弃，可以手工重发。',
            '沒有收到 2xx 會重試，一天內最多 {webhookTries} 次，間隔逐次加長；之後標為放棄，可以人手重發。',
            '沒有收到 2xx 會重試，一天內最多 {webhookTries} 次，間隔逐次加長；之後標為放棄，可以人工重發。',
            'Without a 2xx we try again, up to {webhookTries} times within a day at growing intervals; then we give up, and you can send it again by hand.',
          ),
          inAll(
            '同一个事件可能到达不止一次：以 id 去重。顺序看 sequence。',
            '同一個事件可能到達不止一次：以 id 剔除重複。順序看 sequence。',
            '同一個事件可能到達不止一次：以 id 去除重複。順序看 sequence。',
            'An event can arrive more than once: recognise it by its id. Its place in the order is in sequence.',
          ),
          inAll(
            '更换密钥后，{overlapHours} 小时内新旧两把都签。',
            '更換密鑰後，{overlapHours} 小時內新舊兩把都簽。',
            '更換金鑰後，{overlapHours} 小時內新舊兩把都簽。',
            'After you change the secret, deliveries are signed with both for {overlapHours} hours.',
          ),
        ],
      },
    ],
  },
];
