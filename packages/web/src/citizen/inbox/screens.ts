import type { lazyRouteComponent } from '@tanstack/react-router';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { INBOX_TEXTS } from './texts/loaders.ts';

/** The inbox, fetched when first wanted. */
export const INBOX_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  ['/inbox', lazyScreen(() => import('./inbox-page.tsx').then((m) => m.InboxPage), 'inbox', INBOX_TEXTS)],
];
