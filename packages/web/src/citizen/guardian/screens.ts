import type { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { GUARDIAN_TEXTS } from './texts/loaders.ts';

const screen = (path: string, page: () => Promise<ComponentType>) =>
  [path, lazyScreen(page, 'guardian', GUARDIAN_TEXTS)] as const;

/** A guardian's consent: asked on the child's phone, given on the guardian's (A12). */
export const GUARDIAN_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  screen('/applications/$id/guardian', () => import('./ask-page.tsx').then((m) => m.AskPage)),
  screen('/guardian', () => import('./give-page.tsx').then((m) => m.GivePage)),
];
