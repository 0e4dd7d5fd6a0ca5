import { useSyncExternalStore } from 'react';

/** How the officer at this gate wants it; kept on the device. */
export type GateSettings = {
  readonly muted: boolean;
  /** Goes on by itself after a green verdict (policy says when). */
  readonly autoNext: boolean;
};

const KEY = 'suizheng.gate';
const listeners = new Set<() => void>();
let current: GateSettings | undefined;

/** The settings now. */
export function gateSettings(): GateSettings {
  current ??= stored();
  return current;
}

/** Changes and keeps some settings. */
export function setGateSettings(change: Partial<GateSettings>): void {
  current = { ...gateSettings(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Storage closed: the choice holds for this visit.
  }
  for (const listener of listeners) listener();
}

/** The settings as React state. */
export function useGateSettings(): GateSettings {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, gateSettings);
}

function stored(): GateSettings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return { muted: kept.muted === true, autoNext: kept.autoNext === true };
  } catch {
    return { muted: false, autoNext: false };
  }
}
