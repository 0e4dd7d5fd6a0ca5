import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router';
import type { Gate } from './gate/gate.ts';
import { GateProvider } from './gate/gate-context.tsx';
import { PATHS } from './gate-shell.tsx';
import { DevicePage } from './pages/device-page.tsx';
import { EnrolPage } from './pages/enrol-page.tsx';
import { LogPage } from './pages/log-page.tsx';
import { ScanPage } from './pages/scan-page.tsx';

/** The four pages of the gate app around one running gate; any other address below /verifier/ is the scanner. */
export function gateRouter(gate: Gate) {
  const root = createRootRoute({
    component: () => (
      <GateProvider gate={gate}>
        <Outlet />
      </GateProvider>
    ),
    notFoundComponent: ScanPage,
  });
  const getParentRoute = () => root;
  return createRouter({
    trailingSlash: 'preserve',
    routeTree: root.addChildren([
      createRoute({ getParentRoute, path: PATHS.scan, component: ScanPage }),
      createRoute({ getParentRoute, path: PATHS.log, component: LogPage }),
      createRoute({ getParentRoute, path: PATHS.device, component: DevicePage }),
      createRoute({ getParentRoute, path: PATHS.enrol, component: EnrolPage }),
    ]),
  });
}
