import type { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { REQUEST_TEXTS } from './texts/loaders.ts';

const screen = (path: string, page: () => Promise<ComponentType>) =>
  [path, lazyScreen(page, 'requests', REQUEST_TEXTS)] as const;

/** Relying parties' questions whether two documents are one's own (L3). */
export const REQUEST_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  screen('/requests', () => import('./requests-page.tsx').then((m) => m.RequestsPage)),
  screen('/requests/$id', () => import('./request-page.tsx').then((m) => m.RequestPage)),
];
