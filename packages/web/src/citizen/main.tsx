import { startApp } from '../shared/start-app.tsx';
import './citizen.css';
import { newRouter } from './routes.tsx';
import { CITIZEN_TEXTS } from './texts/loaders.ts';

void startApp(newRouter(), { citizen: CITIZEN_TEXTS }, 'citizen');
