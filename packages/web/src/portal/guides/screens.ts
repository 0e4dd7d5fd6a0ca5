import { lazyScreen } from '../../shared/lazy-screen.ts';
import { PATHS } from '../paths.ts';
import type { Screen } from '../screen.ts';
import { GUIDE_TEXTS } from './texts/loaders.ts';

/** The guides, fetched when first wanted. */
export const GUIDE_SCREENS: readonly Screen[] = [
  [
    PATHS.guides,
    lazyScreen(() => import('./guides-page.tsx').then((m) => m.GuidesPage), 'portalGuides', GUIDE_TEXTS),
  ],
  [
    `${PATHS.guides}/$id`,
    lazyScreen(() => import('./guide-page.tsx').then((m) => m.GuidePage), 'portalGuides', GUIDE_TEXTS),
  ],
];
