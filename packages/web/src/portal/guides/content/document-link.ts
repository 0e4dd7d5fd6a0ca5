import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** How two documents are asked about with their holder's consent (L3). */
export const sections: readonly Section[] = [
  {
    id: 'how',
    title: inAll('过程', '過程', '過程', 'How it works'),
    blocks: [
      {
        kind: 'steps',
        items: [
          inAll(
            '系统提出问题：两个证件号码、姓名和用途。平台答复 waiting 和证据编号。',
            '系統提出問題：兩個證件號碼、姓名和用途。平台答覆 waiting 和證據編號。',
            '系統提出問題：兩個證件號碼、姓名和用途。平台答覆 waiting 和證據編號。',
            'Your system asks: two document numbers, the name, the purpose. The answer is waiting, with an evidence id.',
          ),
          inAll(
            '持证人的手机上出现请求：谁在问、为什么、问什么。本人同意或者拒绝，{consentMinutes} 分钟内有效。',
            '持證人的手機上出現請求：誰在問、為甚麼、問甚麼。本人同意或拒絕，{consentMinutes} 分鐘內有效。',
            '持證人的手機上出現請求：誰在問、為什麼、問什麼。本人同意或拒絕，{consentMinutes} 分鐘內有效。',
            'A request appears on the phone of the holder: who asks, why, and what. They agree or refuse within {consentMinutes} minutes.',
          ),
          inAll(
            '用证据编号查询，或者订阅 webhook 事件 link-check.answered。',
            '用證據編號查詢，或訂閱 webhook 事件 link-check.answered。',
            '用證據編號查詢，或訂閱 webhook 事件 link-check.answered。',
            'Look it up by the evidence id, or subscribe to the webhook event link-check.answered.',
          ),
        ],
      },
      { kind: 'samples', id: 'link-check' },
    ],
  },
  {
    id: 'no',
    title: inAll('答“否”不说明原因', '答「否」不說明原因', '答「否」不說明原因', 'A “no” gives no reason'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '同意并且属实，才会立即答复一致。拒绝、没有理会、号码不属于同一人、查无此人，一律在 {consentMinutes} 分钟到时答同一句话：从内容和时间都分不出来。',
          '同意並且屬實，才會立即答覆相符。拒絕、沒有理會、號碼不屬於同一人、查無此人，一律在 {consentMinutes} 分鐘到時答同一句話：從內容和時間都分不出來。',
          '同意並且屬實，才會立即答覆相符。拒絕、沒有理會、號碼不屬於同一人、查無此人，一律在 {consentMinutes} 分鐘到時答同一句話：從內容和時間都分不出來。',
          'Only a consent to something that is true is answered at once. Refused, ignored, two different people, nobody of that number: all are answered with the same words when the {consentMinutes} minutes are over, and neither words nor time tell them apart.',
        ),
      },
    ],
  },
];
