import { lazyScreen } from '../../shared/lazy-screen.ts';
import { ACCOUNT_TEXTS } from './texts/loaders.ts';

/** The next owner of a mobile number says so (A10). */
export const ACCOUNT_SCREENS = [
  [
    '/account/new-owner',
    lazyScreen(() => import('./new-owner-page.tsx').then((m) => m.NewOwnerPage), 'account', ACCOUNT_TEXTS),
  ],
] as const;
