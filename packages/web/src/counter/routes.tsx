import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { CounterHome } from './counter-home.tsx';
import { PATHS } from './counter-shell.tsx';
import { PaperCheck } from './paper/paper-check.tsx';
import { PaperForm } from './paper/paper-form.tsx';
import { PaperIssued } from './paper/paper-issued.tsx';
import { PARTY_SCREENS } from './parties/screens.ts';
import { PEOPLE_SCREENS } from './people/screens.ts';
import { FACE_DATA_SCREENS } from './privacy/screens.ts';
import { NewReader } from './readers/new-reader.tsx';
import { ReaderList } from './readers/reader-list.tsx';
import { REVIEW_SCREENS } from './review/screens.ts';
import { SearchPage } from './search/search-page.tsx';
import { OfficerGate } from './session/officer-gate.tsx';
import { STAFF_SCREENS } from './session/screens.ts';

/** The counter's pages, all behind the sign-in. */
export function counterRouter() {
  const root = createRootRoute({ component: OfficerGate, notFoundComponent: CounterHome });
  const getParentRoute = () => root;
  return createRouter({
    trailingSlash: 'preserve',
    routeTree: root.addChildren([
      createRoute({ getParentRoute, path: PATHS.home, component: CounterHome }),
      createRoute({ getParentRoute, path: PATHS.paper, component: PaperForm }),
      createRoute({ getParentRoute, path: PATHS.paperCheck, component: PaperCheck }),
      createRoute({ getParentRoute, path: PATHS.paperIssued, component: PaperIssued }),
      createRoute({ getParentRoute, path: PATHS.search, component: SearchPage }),
      createRoute({ getParentRoute, path: PATHS.readers, component: ReaderList }),
      createRoute({ getParentRoute, path: PATHS.newReader, component: NewReader }),
      ...STAFF_SCREENS.map(([path, component]) => createRoute({ getParentRoute, path, component })),
      ...PEOPLE_SCREENS.map(([path, component]) => createRoute({ getParentRoute, path, component })),
      ...PARTY_SCREENS.map(([path, component]) => createRoute({ getParentRoute, path, component })),
      ...FACE_DATA_SCREENS.map(([path, component]) => createRoute({ getParentRoute, path, component })),
      ...REVIEW_SCREENS.map(([path, component]) => createRoute({ getParentRoute, path, component })),
    ]),
  });
}
