/** Texts around the guides; what they say is data (content/). */
export const zhHans = {
  title: '指南',
  lead: '每篇只讲一件事，例子可以直接复制。',
  all: '全部指南',
  none: '没有这一篇指南',
  group: { begin: '从这里开始', services: '五个服务', answers: '看懂答复', machines: '机器之间' },
  head: {
    code: '代码',
    verdict: '结论',
    title: '意思',
    next: '下一步',
    event: '事件',
    service: '服务',
    perMinute: '每分钟',
    perDay: '每天',
  },
  colour: { green: '绿', amber: '黄', red: '红', match: '一致', 'no-match': '不一致', waiting: '等待答复' },
  find: '查找代码',
  findHint: '代码或文字里的字',
  sample: '例子',
  seeAlso: '接口说明',
  operation: '这个接口的全部参数',
};
