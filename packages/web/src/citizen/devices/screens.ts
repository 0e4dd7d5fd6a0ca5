import { lazyScreen } from '../../shared/lazy-screen.ts';
import { DEVICES_TEXTS } from './texts/loaders.ts';

/** Devices and passkeys of the account (A10). */
export const DEVICE_SCREENS = [
  [
    '/settings/devices',
    lazyScreen(() => import('./devices-page.tsx').then((m) => m.DevicesPage), 'devices', DEVICES_TEXTS),
  ],
  [
    '/settings/passkeys',
    lazyScreen(() => import('./passkeys-page.tsx').then((m) => m.PasskeysPage), 'devices', DEVICES_TEXTS),
  ],
] as const;
