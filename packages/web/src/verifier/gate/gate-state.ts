import type { Verification } from '@suizheng/domain/credential/verdict.ts';
import type { GatePack } from '../pack/open-pack.ts';
import type { Device, EndedDevice, LogEntry } from './gate-db.ts';

/** One judged code, as the screen shows it. */
export type Look = {
  readonly lookId: string;
  readonly verification: Verification;
  /** From the picture (or the typed text) to the verdict, in milliseconds. */
  readonly tookMs: number;
  readonly at: Date;
  readonly online: boolean;
  /** 32 bytes from which the seal is drawn; null when nothing was proven. */
  readonly seal: Uint8Array | null;
};

/** How the last attempt to get newer data went; `error` of `failed` is what the call threw. */
export type Refresh =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'refused-data' };

/** Everything the screens show. */
export type GateState = {
  /** False until what is kept on the device was read. */
  readonly ready: boolean;
  readonly device: Device | null;
  readonly ended: EndedDevice | null;
  readonly pack: GatePack | null;
  readonly refresh: Refresh;
  /** Looks that wait for a network. */
  readonly waiting: number;
  readonly log: readonly LogEntry[];
  /** An enrolment code that the page was opened with. */
  readonly offered: string | null;
  /** What is on the screen now; null while scanning. */
  readonly look: Look | null;
};

export const NOTHING_YET: GateState = {
  ready: false,
  device: null,
  ended: null,
  pack: null,
  refresh: { kind: 'idle' },
  waiting: 0,
  log: [],
  offered: null,
  look: null,
};

/** A value that React can subscribe to. */
export type Store<T> = {
  get(): T;
  set(change: Partial<T>): void;
  subscribe(listener: () => void): () => void;
};

/** Makes such a value. */
export function createStore<T extends object>(initial: T): Store<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(change) {
      current = { ...current, ...change };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
