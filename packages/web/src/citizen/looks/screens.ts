import type { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { LOOKS_TEXTS } from './texts/loaders.ts';

const screen = (path: string, page: () => Promise<ComponentType>) =>
  [path, lazyScreen(page, 'looks', LOOKS_TEXTS)] as const;

/** Who looked, and what to say about it (T5). */
export const LOOK_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  screen('/wallet/$id/looks', () => import('./history-page.tsx').then((m) => m.DocumentLooksPage)),
  screen('/looks', () => import('./history-page.tsx').then((m) => m.HistoryPage)),
  screen('/looks/$id', () => import('./entry-page.tsx').then((m) => m.EntryPage)),
];
