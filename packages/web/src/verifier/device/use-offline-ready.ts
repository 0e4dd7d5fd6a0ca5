import { useEffect, useState } from 'react';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

export type OfflineReady = 'offlineReady' | 'offlineWait' | 'offlineNo';

/** Has the service worker keep the QR reader; resolves when the app opens and reads codes without a network. */
export async function prepareOffline(): Promise<void> {
  await navigator.serviceWorker.ready;
  // Asked for once the service worker stands between: on the very first visit the page loaded before it.
  while (!navigator.serviceWorker.controller) {
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  }
  const response = await fetch(wasm);
  if (!response.ok) throw new Error('the QR reader is not there');
}

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
