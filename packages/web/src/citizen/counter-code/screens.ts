import type { lazyRouteComponent } from '@tanstack/react-router';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { COUNTER_CODE_TEXTS } from './texts/loaders.ts';

/** What a person shows at a counter (A6). */
export const COUNTER_CODE_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  [
    '/applications/$id/counter-code',
    lazyScreen(
      () => import('./counter-code-page.tsx').then((m) => m.CounterCodePage),
      'counterCode',
      COUNTER_CODE_TEXTS,
    ),
  ],
];
