import { useSyncExternalStore } from 'react';

/** `offline`: the device says so; `unreachable`: the last call found no server. */
export type Connection = 'online' | 'offline' | 'unreachable';

let reached = true;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

if (typeof window !== 'undefined') {
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
}

/** Notes whether the last call reached the server. */
export function noteReached(now: boolean): void {
  if (reached === now) return;
  reached = now;
  tell();
}

/** How things stand now. */
export function readConnection(): Connection {
  if (navigator.onLine === false) return 'offline';
  return reached ? 'online' : 'unreachable';
}

/** The connection as React state. */
export function useConnection(): Connection {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, readConnection);
}
