import { z } from 'zod';
import { LOCALES } from '../text/locale.ts';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';

/** One entry of the inbox, in the language of the request. */
export const NotificationView = z
  .object({
    id,
    kind: z.string(),
    title: z.string(),
    body: z.string(),
    createdAt: instant,
    readAt: instant.nullable(),
    /** What became of the text message, where one was sent. */
    sms: z.enum(['none', 'queued', 'sent', 'delivered', 'failed', 'dead']),
    /** Where it leads; `id` names the application, credential or organisation. */
    link: z.object({
      to: z.enum([
        'application',
        'credential',
        'organisation',
        'guardian',
        'devices',
        'looks',
        'privacy',
        'request',
      ]),
      id: id.nullable(),
    }),
  })
  .meta({ id: 'Notification' });
export type NotificationView = z.infer<typeof NotificationView>;

export const listNotifications = resource({
  id: 'listNotifications',
  method: 'GET',
  path: '/api/v1/notifications',
  summary: 'The inbox, newest first; `before` is the id of the last entry of the page before',
  access: 'account',
  status: 200,
  query: z.strictObject({ before: id.optional() }),
  answer: z
    .object({ items: z.array(NotificationView), more: z.boolean(), unread: z.int() })
    .meta({ id: 'Inbox' }),
  problems: ['not-signed-in', 'validation-failed'],
});

export const countUnread = resource({
  id: 'countUnread',
  method: 'GET',
  path: '/api/v1/notifications/unread',
  summary:
    'Unread entries of the inbox, the language of text messages, and when the account will be deleted, if so',
  access: 'account',
  status: 200,
  answer: z
    .object({ unread: z.int(), locale: z.enum(LOCALES), deletionAt: instant.nullable() })
    .meta({ id: 'Unread' }),
  problems: ['not-signed-in'],
});

export const markRead = resource({
  id: 'markRead',
  method: 'POST',
  path: '/api/v1/notifications/{id}/reading',
  summary: 'Mark one entry as read; twice is harmless',
  access: 'account',
  status: 204,
  params: z.object({ id }),
  problems: ['not-signed-in', 'not-found'],
});

export const markAllRead = resource({
  id: 'markAllRead',
  method: 'POST',
  path: '/api/v1/notifications/reading',
  summary: 'Mark every entry as read',
  access: 'account',
  status: 204,
  problems: ['not-signed-in'],
});

export const setLanguage = resource({
  id: 'setLanguage',
  method: 'PUT',
  path: '/api/v1/account/locale',
  summary: 'The language in which text messages come',
  access: 'account',
  openToMasked: true,
  status: 204,
  body: z.strictObject({ locale: z.enum(LOCALES) }),
  problems: ['not-signed-in', 'validation-failed'],
});
