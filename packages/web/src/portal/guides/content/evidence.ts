import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** What evidence ids are for (V2). */
export const sections: readonly Section[] = [
  {
    id: 'what',
    title: inAll('每次核验都有编号', '每次核驗都有編號', '每次驗證都有編號', 'Every check has an id'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '每个答复都带 evidenceId。请和业务记录一起保存：贵单位凭它查到这次核验的服务、用途、结论、理由和时间，持证人在自己的记录里看到同一次核验。里面没有姓名、号码和照片。',
          '每個答覆都帶 evidenceId。請和業務記錄一起儲存：貴機構憑它查到這次核驗的服務、用途、結論、理由和時間，持證人在自己的記錄內看到同一次核驗。當中沒有姓名、號碼和相片。',
          '每個答覆都帶 evidenceId。請和業務紀錄一起儲存：貴單位憑它查到這次驗證的服務、用途、結論、理由和時間，持證人在自己的紀錄裡看到同一次驗證。裡面沒有姓名、號碼和照片。',
          'Every answer has an evidenceId. Keep it with your own record: with it you can look up the service, purpose, verdict, reason and time of the check, and the holder sees the same check in their history. It contains no name, number or photo.',
        ),
      },
      { kind: 'samples', id: 'evidence' },
      {
        kind: 'points',
        items: [
          inAll(
            '可以查 {evidenceDays} 天。',
            '可以查 {evidenceDays} 天。',
            '可以查 {evidenceDays} 天。',
            'It can be looked up for {evidenceDays} days.',
          ),
          inAll(
            '只能查本单位的；别人的编号和不存在的编号答得一样：not-found。',
            '只能查本機構的；別人的編號和不存在的編號答得一樣：not-found。',
            '只能查本單位的；別人的編號和不存在的編號答得一樣：not-found。',
            'Only your own checks: the id of another party is answered like one that does not exist, with not-found.',
          ),
        ],
      },
    ],
  },
  {
    id: 'trace',
    title: inAll(
      '追踪编号不是证据编号',
      '追蹤編號不是證據編號',
      '追蹤編號不是證據編號',
      'A trace id is something else',
    ),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '请求头 X-Trace-Id 是一次请求的编号，成功和失败都有，报障时请提供。也可以自己发送 W3C traceparent，平台会沿用。',
          '請求標頭 X-Trace-Id 是一次請求的編號，成功和失敗都有，報障時請提供。也可以自己發送 W3C traceparent，平台會沿用。',
          '請求標頭 X-Trace-Id 是一次請求的編號，成功和失敗都有，報障時請提供。也可以自己傳送 W3C traceparent，平台會沿用。',
          'The X-Trace-Id header identifies one request, whether it succeeded or not; quote it when you report a problem. If you send a W3C traceparent, the platform continues it.',
        ),
      },
    ],
  },
];
