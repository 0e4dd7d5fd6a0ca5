import type { zhHans } from './zh-hans.ts';

/** As people in Taiwan write. */
export const zhHantTw: typeof zhHans = {
  brand: '隨證',
  nav: { skip: '跳至主要內容', back: '返回', home: '首頁' },
  demo: { mark: '展示', why: '展示環境：人物與證件皆為虛構' },
  elder: { enter: '長輩版', leave: '標準版' },
  language: { choose: '選擇語言' },
  offline: {
    device: '目前沒有網路。證件夾裡的證明仍可出示，填寫的內容都還在。',
    server: '暫時連不上伺服器。填寫的內容都還在，恢復後可繼續。',
  },
  wait: { loading: '開啟中…', working: '處理中…', slow: '速度有點慢，請稍候；您填寫的內容都還在。' },
  errors: { title: '請更正以下內容' },
  failure: {
    hotline: '需要專人協助請撥',
    trace: '追蹤編號',
    retry: '再試一次',
    back: { title: '網路已恢復', next: '請再試一次，已填資料會保留。' },
    offline: { title: '手機沒有網路', next: '連上網路後再試；您填寫的內容都還在。' },
    unreachable: { title: '連不上伺服器', next: '請稍後再試；您填寫的內容都還在。' },
    timeout: { title: '等了很久沒有回應', next: '請再試一次，不會重複送出；您填寫的內容都還在。' },
    unreadable: { title: '我們這邊出了錯', next: '請稍後再試；若仍不行，請提供追蹤編號。' },
  },
};
