import './counter.css';
import { proveCallsWith } from '../shared/api/call.ts';
import { withoutHotline } from '../shared/kit/failure.tsx';
import { startApp } from '../shared/start-app.tsx';
import { counterRouter } from './routes.tsx';
import { proveCall } from './session/staff-key.ts';
import { COUNTER_TEXTS } from './texts/loaders.ts';

withoutHotline();
proveCallsWith(proveCall);
void startApp(counterRouter(), { counter: COUNTER_TEXTS }, 'counter');
