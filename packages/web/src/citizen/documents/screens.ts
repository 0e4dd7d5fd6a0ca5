import type { lazyRouteComponent } from '@tanstack/react-router';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { DOCUMENT_TEXTS } from './texts/loaders.ts';

type Page = Parameters<typeof lazyScreen>[0];
const at = (
  path: string,
  page: Page,
): readonly [path: string, component: ReturnType<typeof lazyRouteComponent>] => [
  path,
  lazyScreen(page, 'documents', DOCUMENT_TEXTS),
];

/** Photographing the card, from the consent to sending both sides (A5). */
export const DOCUMENT_SCREENS = [
  at('/applications/$id/documents', () => import('./consent-page.tsx').then((m) => m.ConsentPage)),
  at('/applications/$id/documents/check', () => import('./check-page.tsx').then((m) => m.CheckPage)),
  at('/applications/$id/documents/$side', () => import('./side-page.tsx').then((m) => m.SidePage)),
] as const;
