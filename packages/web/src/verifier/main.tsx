import './verifier.css';
import { startApp } from '../shared/start-app.tsx';
import { takeCodeFromAddress } from './gate/enrolment-code.ts';
import { openGate } from './gate/gate-context.tsx';
import { gateRouter } from './routes.tsx';
import { VERIFIER_TEXTS } from './texts/loaders.ts';

// Before the router reads the address.
const offered = takeCodeFromAddress();
const gate = await openGate();
gate.store.set({ offered });
await startApp(gateRouter(gate), { verifier: VERIFIER_TEXTS }, 'verifier');
