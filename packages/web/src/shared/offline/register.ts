import { AREAS, type Area } from './areas.ts';

/** Registers the service worker of an area of the build; a dev server has none, and an old browser does without. */
export function registerServiceWorker(area: Area): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { worker, scope } = AREAS[area];
  navigator.serviceWorker.register(worker, { scope }).catch(() => {
    // Refused (private mode, no HTTPS): the pages work, only not without a network.
  });
}
