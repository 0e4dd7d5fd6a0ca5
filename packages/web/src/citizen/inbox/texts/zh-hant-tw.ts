import type { zhHans } from './zh-hans.ts';

export const zhHantTw: typeof zhHans = {
  title: '訊息',
  lead: '辦事進度與帳戶變動都在這裡。',
  unread: '未讀',
  unreadCount: '{count} 則未讀',
  allRead: '沒有未讀訊息',
  markAll: '全部標示為已讀',
  marked: '已全部標示為已讀。',
  more: '顯示較早的',
  empty: '還沒有訊息。申請有結果時，會在這裡通知您。',
  deletion: '帳戶將於 {time} 刪除',
  deletionUndo: '查看或撤銷',
  sms: {
    sent: '簡訊已發出',
    queued: '簡訊待發',
    delivered: '簡訊已送達',
    failed: '簡訊未送達',
    dead: '簡訊未發出',
  },
};
