import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

interface WorkerScope {
  __WB_MANIFEST: { url: string; revision: string | null }[];
  skipWaiting(): Promise<void>;
}
declare const self: WorkerScope;

/** Weights and wasm of the face guide and of the QR reader: fetched when first needed, kept from then on. */
const HEAVY = 'suizheng-heavy-1';

void self.skipWaiting();
clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);

/** Every page of an app is that app's one document; calls, documents and the portal are the server's. */
registerRoute(
  new NavigationRoute(
    async ({ url, request }) => {
      const entry = /^\/(verifier|counter)(\/|$)/.exec(url.pathname)?.[1];
      const page = await matchPrecache(entry ? `/${entry}/index.html` : '/index.html');
      return page ?? fetch(request);
    },
    { denylist: [/^\/(api|openapi|healthz|readyz|metrics|docs|portal)/] },
  ),
);

registerRoute(
  ({ url, sameOrigin }) =>
    sameOrigin && (url.pathname.startsWith('/face/') || url.pathname.endsWith('.wasm')),
  async ({ request }) => {
    const cache = await caches.open(HEAVY);
    const kept = await cache.match(request);
    if (kept) return kept;
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  },
);
