import type { zhHans } from './zh-hans.ts';

export const zhHantHk: typeof zhHans = {
  title: '指南',
  lead: '每篇只講一件事，例子可以直接複製。',
  all: '全部指南',
  none: '沒有這一篇指南',
  group: { begin: '由此開始', services: '五個服務', answers: '看懂答覆', machines: '機器之間' },
  head: {
    code: '代碼',
    verdict: '結論',
    title: '意思',
    next: '下一步',
    event: '事件',
    service: '服務',
    perMinute: '每分鐘',
    perDay: '每天',
  },
  colour: { green: '綠', amber: '黃', red: '紅', match: '相符', 'no-match': '不相符', waiting: '等待答覆' },
  find: '尋找代碼',
  findHint: '代碼或文字內的字',
  sample: '例子',
  seeAlso: 'API 說明',
  operation: '這個 API 的全部參數',
};
