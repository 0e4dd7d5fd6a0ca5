import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** Every refusal of the API, generated from its catalogue (RFC 9457). */
export const sections: readonly Section[] = [
  {
    id: 'shape',
    title: inAll('拒绝长什么样', '拒絕是甚麼樣子', '拒絕長什麼樣', 'What a refusal looks like'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '所有拒绝都是 application/problem+json：code 给程序判断，title 和 next 给人看，errors 指出错的字段，traceId 用来报障。请按 code 处理，不要按文字。',
          '所有拒絕都是 application/problem+json：code 給程式判斷，title 和 next 給人看，errors 指出錯的欄位，traceId 用來報障。請按 code 處理，不要按文字。',
          '所有拒絕都是 application/problem+json：code 給程式判斷，title 和 next 給人看，errors 指出錯的欄位，traceId 用來報障。請按 code 處理，不要按文字。',
          'Every refusal is application/problem+json: code for programs, title and next for people, errors for the wrong fields, traceId for reporting. Decide by the code, never by the words.',
        ),
      },
      { kind: 'samples', id: 'problem' },
      {
        kind: 'points',
        items: [
          inAll(
            '429 和 503 带 Retry-After（秒）：到时再试，间隔逐次加长。',
            '429 和 503 帶 Retry-After（秒）：到時再試，間隔逐次加長。',
            '429 和 503 帶 Retry-After（秒）：到時再試，間隔逐次加長。',
            '429 and 503 come with Retry-After in seconds: wait that long, and longer each time.',
          ),
          inAll(
            '带 Idempotency-Key 的请求可以放心重发：同一个键只做一次。',
            '帶 Idempotency-Key 的請求可以放心重發：同一個鍵只做一次。',
            '帶 Idempotency-Key 的請求可以放心重發：同一個鍵只做一次。',
            'A request with an Idempotency-Key can be sent again without fear: one key, one act.',
          ),
          inAll(
            '取令牌的端点另有 RFC 6749 的 error 字段，例如 invalid_client。',
            '取得權杖的端點另有 RFC 6749 的 error 欄位，例如 invalid_client。',
            '取得權杖的端點另有 RFC 6749 的 error 欄位，例如 invalid_client。',
            'The token endpoint also gives the error of RFC 6749, such as invalid_client.',
          ),
        ],
      },
    ],
  },
  {
    id: 'problems',
    title: inAll('全部代码', '全部代碼', '全部代碼', 'Every code'),
    blocks: [{ kind: 'problems' }],
  },
];
