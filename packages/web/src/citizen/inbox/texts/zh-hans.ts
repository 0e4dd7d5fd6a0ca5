/** Texts of the inbox in Simplified Chinese; every other language is declared as their type. */
export const zhHans = {
  title: '消息',
  lead: '办事的进展和账户的变动都在这里。',
  unread: '未读',
  unreadCount: '{count} 条未读',
  allRead: '没有未读消息',
  markAll: '全部标为已读',
  marked: '已全部标为已读。',
  more: '显示更早的',
  empty: '还没有消息。申请有了结果，会在这里告诉您。',
  deletion: '账户将于 {time} 删除',
  deletionUndo: '查看或撤销',
  sms: {
    sent: '短信已发出',
    queued: '短信待发',
    delivered: '短信已送达',
    failed: '短信没有送达',
    dead: '短信没有发出',
  },
};
