import { webCrypto } from '@suizheng/domain/credential/webcrypto.ts';
import { gatePolicy } from '@suizheng/domain/policy/gate.ts';
import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react';
import { readConnection } from '../../shared/api/connection.ts';
import { serverNow } from '../../shared/api/server-clock.ts';
import { createGate, type Gate } from './gate.ts';
import { openGateDb } from './gate-db.ts';
import type { GateState } from './gate-state.ts';

const GateContext = createContext<Gate | null>(null);

/** Opens the gate of this browser: what is kept here is read before the first screen. */
export async function openGate(): Promise<Gate> {
  const gate = createGate({
    db: await openGateDb(),
    crypto: webCrypto(),
    now: serverNow,
    online: () => readConnection() === 'online',
  });
  await gate.open();
  return gate;
}

/** Gives the screens the gate, and keeps its data young while the page is open. */
export function GateProvider({ gate, children }: { gate: Gate; children: ReactNode }) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      clearTimeout(timer);
      void gate.refresh().finally(() => {
        // Without an answer it asks more often: a server that is back should be noticed soon.
        const failed = gate.store.get().refresh.kind === 'failed';
        timer = setTimeout(tick, failed ? gatePolicy.refreshMs / 3 : gatePolicy.refreshMs);
      });
    };
    const awake = () => {
      if (document.visibilityState === 'visible') tick();
    };
    tick();
    window.addEventListener('online', tick);
    document.addEventListener('visibilitychange', awake);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', tick);
      document.removeEventListener('visibilitychange', awake);
    };
  }, [gate]);
  return <GateContext value={gate}>{children}</GateContext>;
}

/** The gate itself: what can be done. */
export function useGate(): Gate {
  const gate = useContext(GateContext);
  if (!gate) throw new Error('no gate around this screen');
  return gate;
}

/** What the gate knows now. */
export function useGateState(): GateState {
  const { store } = useGate();
  return useSyncExternalStore(store.subscribe, store.get);
}
