import { useEffect, useState } from 'react';
import { AREAS } from '../../shared/offline/areas.ts';

export type OfflineReady = 'offlineReady' | 'offlineWait' | 'offlineNo';

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
    prepareOffline().then(
      () => setReady('offlineReady'),
      () => undefined,
    );
  }, [possible]);
  return ready;
}
