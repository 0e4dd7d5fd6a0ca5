import type { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { PARTY_PATHS } from './paths.ts';
import { PARTY_TEXTS } from './texts/loaders.ts';

const screen = (path: string, page: () => Promise<ComponentType>) =>
  [path, lazyScreen(page, 'parties', PARTY_TEXTS)] as const;

/** Relying parties at the counter (V1): each screen is fetched when first wanted. */
export const PARTY_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  screen(PARTY_PATHS.list, () => import('./parties-page.tsx').then((m) => m.PartiesPage)),
  screen('/counter/parties/$id', () => import('./party-page.tsx').then((m) => m.PartyPage)),
  screen(PARTY_PATHS.reports, () => import('./reports-page.tsx').then((m) => m.ReportsPage)),
  screen('/counter/look-reports/$id', () => import('./report-page.tsx').then((m) => m.ReportPage)),
];
