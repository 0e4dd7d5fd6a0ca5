import type { zhHans } from './zh-hans.ts';

/** As people in Hong Kong write. */
export const zhHantHk: typeof zhHans = {
  brand: '隨證',
  nav: { skip: '跳至正文', back: '返回', home: '主頁' },
  demo: { mark: '示範', why: '示範環境：人物和證件均屬虛構' },
  elder: { enter: '關懷版', leave: '標準版' },
  language: { choose: '選擇語言' },
  offline: {
    device: '沒有網絡。證件夾內的證明仍可出示，已填資料會保留。',
    server: '暫時未能連接伺服器。已填資料會保留，恢復後可繼續。',
  },
  wait: { loading: '正在開啟…', working: '正在處理…', slow: '速度較慢，請稍候；已填資料仍然保留。' },
  errors: { title: '請更正以下內容' },
  failure: {
    hotline: '如需真人協助，請致電',
    trace: '追蹤編號',
    retry: '再試一次',
    back: { title: '網絡已恢復', next: '請再試一次，已填資料會保留。' },
    offline: { title: '手機沒有網絡', next: '接上網絡後再試；已填資料仍然保留。' },
    unreachable: { title: '未能連接伺服器', next: '請稍後再試；已填資料仍然保留。' },
    timeout: { title: '等候多時仍未有回應', next: '請再試一次，不會重複提交；已填資料仍然保留。' },
    unreadable: { title: '我們這邊出了錯', next: '請稍後再試；如仍不行，請提供追蹤編號。' },
  },
};
