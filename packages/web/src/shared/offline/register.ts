/** Registers the service worker of the build; a dev server has none, and an old browser does without. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/sw.js').catch(() => {
    // Refused (private mode, no HTTPS): the pages work, only not without a network.
  });
}
