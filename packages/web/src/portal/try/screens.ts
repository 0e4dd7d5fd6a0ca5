import { lazyScreen } from '../../shared/lazy-screen.ts';
import { PATHS } from '../paths.ts';
import type { Screen } from '../screen.ts';
import { TRY_TEXTS } from './texts/loaders.ts';

/** The page for trying out, fetched when first wanted. */
export const TRY_SCREENS: readonly Screen[] = [
  [PATHS.tryIt, lazyScreen(() => import('./try-page.tsx').then((m) => m.TryPage), 'portalTry', TRY_TEXTS)],
];
