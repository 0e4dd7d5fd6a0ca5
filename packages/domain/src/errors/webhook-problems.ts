import { inAll } from '../text/locale.ts';

/** Refusals about webhooks (V1). */
export const WEBHOOK_PROBLEMS = {
  'too-many-webhooks': {
    status: 409,
    title: inAll(
      'Webhook 数量已达上限 {most} 个',
      'Webhook 數目已達上限 {most} 個',
      'Webhook 數量已達上限 {most} 個',
      'There are {most} webhooks already, the most there may be',
    ),
    next: inAll(
      '请先删除一个不再使用的。',
      '請先刪除一個不再使用的。',
      '請先刪除一個不再使用的。',
      'Delete one that is no longer used first.',
    ),
  },
  'webhook-unproven': {
    status: 409,
    title: inAll(
      '这个地址还没有通过验证',
      '這個網址尚未通過驗證',
      '這個網址尚未通過驗證',
      'The address is not proven yet',
    ),
    next: inAll(
      '请先让它回应验证：以 200 应答，内容为 data.challenge 的原文。',
      '請先讓它回應驗證：以 200 回應，內容為 data.challenge 的原文。',
      '請先讓它回應驗證：以 200 回應，內容為 data.challenge 的原文。',
      'Let it answer the challenge first: 200, with data.challenge as the body.',
    ),
  },
} as const;
