import type { zhHans } from './zh-hans.ts';

export const zhHantHk: typeof zhHans = {
  title: '人臉資料存量',
  lead: '處理人臉資料的人數達到備案數，須在 {days} 個工作日內向省級網信部門備案。',
  now: '此刻存有人臉畫面或範本',
  within: '{days} 天內採集過人臉',
  threshold: '備案數',
  people: '{count} 人',
  below: '未接近備案數',
  near: '已達備案數的八成，請準備備案',
  reached: '已達備案數',
  since: '首次達到',
  fileBy: '備案期限',
  how: '按人計，不按畫面計；證件相片上有肖像，亦計算在內。兩個數中較大的一個與備案數比較。',
};
