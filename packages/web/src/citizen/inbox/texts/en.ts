import type { zhHans } from './zh-hans.ts';

export const en: typeof zhHans = {
  title: 'Messages',
  lead: 'News about your applications and your account.',
  unread: 'Unread',
  unreadCount: '{count} unread',
  allRead: 'Nothing unread',
  markAll: 'Mark all as read',
  marked: 'All are marked as read.',
  more: 'Show earlier ones',
  empty: 'No messages yet. When an application has a result, you hear of it here.',
  deletion: 'Your account will be deleted on {time}',
  deletionUndo: 'See it or undo it',
  sms: {
    sent: 'Text message sent',
    queued: 'Text message to be sent',
    delivered: 'Text message delivered',
    failed: 'Text message not delivered',
    dead: 'Text message could not be sent',
  },
};
