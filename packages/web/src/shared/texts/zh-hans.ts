/** Texts of the kit; the other languages have this type, so that a missing one fails the type check. */
export const zhHans = {
  brand: '随证',
  nav: { skip: '跳到正文', back: '返回', home: '首页' },
  demo: { mark: '演示', why: '演示环境：人物与证件都是虚构的' },
  elder: { enter: '关怀版', leave: '标准版' },
  language: { choose: '选择语言' },
  offline: {
    device: '没有网络。证件夹里的证明照常可以出示，填写的内容都在。',
    server: '暂时连不上服务器。填写的内容都在，恢复后会继续。',
  },
  wait: { loading: '正在打开…', working: '正在处理…', slow: '有点慢，请稍等；您填的内容都还在。' },
  errors: { title: '请改正下面的内容' },
  failure: {
    hotline: '需要人工帮助请拨',
    trace: '追踪编号',
    retry: '再试一次',
    back: { title: '网络恢复了', next: '请再试一次，填写的内容都在。' },
    offline: { title: '手机没有网络', next: '连上网络后再试；您填的内容都还在。' },
    unreachable: { title: '连不上服务器', next: '请稍后再试；您填的内容都还在。' },
    timeout: { title: '等了很久没有回音', next: '请再试一次，不会重复提交；您填的内容都还在。' },
    unreadable: { title: '我们这边出了错', next: '请稍后再试；仍不行请报上追踪编号。' },
  },
};
