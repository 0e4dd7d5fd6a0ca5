import { lazyScreen } from '../../shared/lazy-screen.ts';
import { PATHS } from '../paths.ts';
import type { Screen } from '../screen.ts';
import { REFERENCE_TEXTS } from './texts/loaders.ts';

/** The pages about the API, fetched when first wanted. */
export const REFERENCE_SCREENS: readonly Screen[] = [
  [
    PATHS.reference,
    lazyScreen(
      () => import('./reference-page.tsx').then((m) => m.ReferencePage),
      'portalReference',
      REFERENCE_TEXTS,
    ),
  ],
  [
    `${PATHS.reference}/$id`,
    lazyScreen(
      () => import('./operation-page.tsx').then((m) => m.OperationPage),
      'portalReference',
      REFERENCE_TEXTS,
    ),
  ],
];
