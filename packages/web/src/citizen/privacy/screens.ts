import type { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { PRIVACY_TEXTS } from './texts/loaders.ts';

const screen = (path: string, page: () => Promise<ComponentType>) =>
  [path, lazyScreen(page, 'privacy', PRIVACY_TEXTS)] as const;

/** What a person decides about their own data; each screen is fetched when first wanted. */
export const PRIVACY_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  screen('/settings/privacy', () => import('./privacy-page.tsx').then((m) => m.PrivacyPage)),
  screen('/settings/privacy/consents', () => import('./consents-page.tsx').then((m) => m.ConsentsPage)),
  screen('/settings/privacy/consents/$id', () => import('./consent-page.tsx').then((m) => m.ConsentPage)),
  screen('/settings/privacy/data', () => import('./data-page.tsx').then((m) => m.DataPage)),
  screen('/settings/privacy/delete', () => import('./delete-page.tsx').then((m) => m.DeletePage)),
];
