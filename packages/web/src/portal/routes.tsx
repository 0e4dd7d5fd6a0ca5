import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router';
import { GUIDE_SCREENS } from './guides/screens.ts';
import { NotFound } from './not-found.tsx';
import { PARTY_SCREENS } from './party/screens.ts';
import { PATHS } from './paths.ts';
import { REFERENCE_SCREENS } from './reference/screens.ts';
import { StartPage } from './start/start-page.tsx';
import { TRY_SCREENS } from './try/screens.ts';

/** The portal's pages: the first at once, the others when they are wanted. */
export function portalRouter() {
  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
  const getParentRoute = () => root;
  return createRouter({
    trailingSlash: 'preserve',
    defaultPreload: 'intent',
    routeTree: root.addChildren([
      createRoute({ getParentRoute, path: PATHS.home, component: StartPage }),
      ...[...GUIDE_SCREENS, ...REFERENCE_SCREENS, ...TRY_SCREENS, ...PARTY_SCREENS].map(([path, component]) =>
        createRoute({ getParentRoute, path, component }),
      ),
    ]),
  });
}
