import type { lazyRouteComponent } from '@tanstack/react-router';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { FACE_DATA_TEXTS } from './texts/loaders.ts';

/** Where administrators see how many faces are stored. */
export const FACE_DATA_PATH = '/counter/privacy';

/** The page about stored faces, fetched when first wanted. */
export const FACE_DATA_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  [
    FACE_DATA_PATH,
    lazyScreen(() => import('./face-data-page.tsx').then((m) => m.FaceDataPage), 'faceData', FACE_DATA_TEXTS),
  ],
];
