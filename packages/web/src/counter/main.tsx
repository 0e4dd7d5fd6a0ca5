import './counter.css';
import { startApp } from '../shared/start-app.tsx';
import { counterRouter } from './routes.tsx';
import { COUNTER_TEXTS } from './texts/loaders.ts';

void startApp(counterRouter(), { counter: COUNTER_TEXTS });
