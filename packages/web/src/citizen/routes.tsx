import {
  type AnyRouter,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { Skeleton } from '../shared/kit/skeleton.tsx';
import { ACCOUNT_SCREENS } from './account/screens.ts';
import { Broken } from './broken.tsx';
import { COUNTER_CODE_SCREENS } from './counter-code/screens.ts';
import { DEVICE_SCREENS } from './devices/screens.ts';
import { DOCUMENT_SCREENS } from './documents/screens.ts';
import { GUARDIAN_SCREENS } from './guardian/screens.ts';
import { Home } from './home/home.tsx';
import { INBOX_SCREENS } from './inbox/screens.ts';
import { LADDER_SCREENS } from './ladder/screens.ts';
import { LOOK_SCREENS } from './looks/screens.ts';
import { NotFound } from './not-found.tsx';
import { ORGANISATION_SCREENS } from './organisation/screens.ts';
import { PRIVACY_SCREENS } from './privacy/screens.ts';
import { REQUEST_SCREENS } from './requests/screens.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken });

type Screen = readonly [path: string, component: ReturnType<typeof lazyRouteComponent>];

/** Screens of the areas, each listed in its own folder with its own texts. */
const AREAS: readonly (readonly Screen[])[] = [
  ACCOUNT_SCREENS,
  DEVICE_SCREENS,
  LADDER_SCREENS,
  DOCUMENT_SCREENS,
  INBOX_SCREENS,
  PRIVACY_SCREENS,
  GUARDIAN_SCREENS,
  COUNTER_CODE_SCREENS,
  ORGANISATION_SCREENS,
  REQUEST_SCREENS,
  LOOK_SCREENS,
];

const at = (path: string, component: ReturnType<typeof lazyRouteComponent> | (() => React.ReactNode)) =>
  createRoute({ getParentRoute: () => root, path, component });

/** Every screen of the citizen app; all but the first are fetched when first wanted. */
const screens = [
  at('/', Home),
  at(
    '/settings',
    lazyRouteComponent(() => import('./settings/settings.tsx'), 'Settings'),
  ),
  at(
    '/sign-in',
    lazyRouteComponent(() => import('./sign-in/mobile.tsx'), 'SignInMobile'),
  ),
  at(
    '/sign-in/code',
    lazyRouteComponent(() => import('./sign-in/code.tsx'), 'SignInCode'),
  ),
  at(
    '/apply/$procedure/who',
    lazyRouteComponent(() => import('./apply/who.tsx'), 'Who'),
  ),
  at(
    '/face/$kind/$id',
    lazyRouteComponent(() => import('./face/consent.tsx'), 'FaceConsent'),
  ),
  at(
    '/face/$kind/$id/prepare',
    lazyRouteComponent(() => import('./face/prepare.tsx'), 'FacePrepare'),
  ),
  at(
    '/face/$kind/$id/capture',
    lazyRouteComponent(() => import('./capture/capture-page.tsx'), 'CapturePage'),
  ),
  at(
    '/face/$kind/$id/again',
    lazyRouteComponent(() => import('./face/again.tsx'), 'FaceAgain'),
  ),
  at(
    '/wallet',
    lazyRouteComponent(() => import('./wallet/wallet.tsx'), 'WalletPage'),
  ),
  at(
    '/wallet/$id',
    lazyRouteComponent(() => import('./wallet/present.tsx'), 'Present'),
  ),
  at(
    '/records',
    lazyRouteComponent(() => import('./records/records.tsx'), 'Records'),
  ),
  at(
    '/help',
    lazyRouteComponent(() => import('./help/help.tsx'), 'Help'),
  ),
];

/** The citizen app's router. */
export function newRouter(): AnyRouter {
  return createRouter({
    routeTree: root.addChildren([
      ...screens,
      ...AREAS.flat().map(([path, component]) => at(path, component)),
    ]),
    defaultPreload: 'intent',
    defaultPendingComponent: () => <Skeleton />,
    defaultPendingMs: 300,
    scrollRestoration: false,
  });
}
