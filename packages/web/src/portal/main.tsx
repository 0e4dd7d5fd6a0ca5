import './portal.css';
import './code/code.css';
import './reference/reference.css';
import './try/try.css';
import './party/party.css';
import { withoutHotline } from '../shared/kit/failure.tsx';
import { startApp } from '../shared/start-app.tsx';
import { portalRouter } from './routes.tsx';
import { PORTAL_TEXTS } from './texts/loaders.ts';

withoutHotline();
// Nobody needs the portal without a network: no service worker keeps it.
void startApp(portalRouter(), { portal: PORTAL_TEXTS }, null);
