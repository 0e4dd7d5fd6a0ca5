import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { Button } from '../shared/kit/button.tsx';
import { PageShell } from '../shared/kit/page-shell.tsx';
import { startApp } from '../shared/start-app.tsx';

const root = createRootRoute();
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => (
    <PageShell title="随证">
      <Button>ok</Button>
    </PageShell>
  ),
});
void startApp(createRouter({ routeTree: root.addChildren([home]) }), {});
