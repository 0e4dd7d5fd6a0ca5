import type { zhHans } from './zh-hans.ts';

export const zhHantHk: typeof zhHans = {
  title: '訊息',
  lead: '辦事進展和帳戶變動都在這裏。',
  unread: '未讀',
  unreadCount: '{count} 則未讀',
  allRead: '沒有未讀訊息',
  markAll: '全部標示為已讀',
  marked: '已全部標示為已讀。',
  more: '顯示較早的',
  empty: '尚未有訊息。申請有結果時，會在這裏通知您。',
  deletion: '帳戶將於 {time} 刪除',
  deletionUndo: '查看或撤銷',
  sms: {
    sent: '短訊已發出',
    queued: '短訊待發',
    delivered: '短訊已送達',
    failed: '短訊未能送達',
    dead: '短訊未能發出',
  },
};
