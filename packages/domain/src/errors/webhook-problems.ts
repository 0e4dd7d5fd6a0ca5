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
} as const;
