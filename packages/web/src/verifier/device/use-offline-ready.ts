import { useEffect, useState } from 'react';
import { AREAS } from '../../shared/offline/areas.ts';
import { registerServiceWorker } from '../../shared/offline/register.ts';

export type OfflineReady = 'offlineReady' | 'offlineWait' | 'offlineNo';

/** A filling that a bad network cut off is tried again so often, while somebody looks at this page; one under way is left alone. */
const AGAIN_MS = 15_000;

/** Resolves when the gate's own service worker answers for this page: then it opens and reads codes without a network. */
async function prepareOffline(): Promise<void> {
  // On the very first visit the page loaded before it; and a citizen's worker on the same phone keeps nothing of a gate.
  while (!isGates(navigator.serviceWorker.controller)) {
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  }
}

const isGates = (worker: ServiceWorker | null): boolean =>
  worker !== null && new URL(worker.scriptURL).pathname === AREAS.verifier.worker;

/** Whether this device can do without a network, as a key of the texts. */
export function useOfflineReady(): OfflineReady {
  const possible = 'serviceWorker' in navigator && import.meta.env.PROD;
  const [ready, setReady] = useState<OfflineReady>(possible ? 'offlineWait' : 'offlineNo');
  useEffect(() => {
    if (!possible) return;
    const again = setInterval(() => registerServiceWorker('verifier'), AGAIN_MS);
    prepareOffline().then(
      () => {
        clearInterval(again);
        setReady('offlineReady');
      },
      () => undefined,
    );
    return () => clearInterval(again);
  }, [possible]);
  return ready;
}
