import type { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { REVIEW_PATHS } from './paths.ts';
import { REVIEW_TEXTS } from './texts/loaders.ts';

const screen = (path: string, page: () => Promise<ComponentType>) =>
  [path, lazyScreen(page, 'review', REVIEW_TEXTS)] as const;

/** The reviewers' console and the second pair of eyes: each screen is fetched when first wanted. */
export const REVIEW_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  screen(REVIEW_PATHS.queue, () => import('./queue-page.tsx').then((m) => m.QueuePage)),
  screen('/counter/review/cases/$id', () => import('./case-page.tsx').then((m) => m.CasePage)),
  screen(REVIEW_PATHS.requests, () => import('./requests-page.tsx').then((m) => m.RequestsPage)),
];
