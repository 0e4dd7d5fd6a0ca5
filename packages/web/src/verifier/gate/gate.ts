import { gatePolicy } from '@suizheng/domain/policy/gate.ts';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { markDoubles, markSeen, readLog, waitingLooks } from '../looks/look-queue.ts';
import { fetchPack, fetchPublicPack, fetchStrangerRoot } from '../pack/fetch-pack.ts';
import {
  anchorOf,
  devicePack,
  type GatePack,
  mayReplace,
  newestLists,
  openKept,
  openStrangerPack,
} from '../pack/open-pack.ts';
import { enrolDevice } from './enrol-device.ts';
import { type Device, forgetDevice, readSingle, writeSingle } from './gate-db.ts';
import type { GateParts } from './gate-parts.ts';
import { createStore, type GateState, NOTHING_YET, type Store } from './gate-state.ts';
import { createSync } from './sync.ts';

/** The running gate: its state, and what a person or a timer can make it do. None of it throws. */
export type Gate = GateParts & {
  readonly store: Store<GateState>;
  open(): Promise<void>;
  /** Gets newer data and sends waiting looks. */
  refresh(): Promise<void>;
  /** The same, but answers after `gatePolicy.freshenWaitMs` at the latest. */
  freshen(list?: number): Promise<void>;
  sync: ReturnType<typeof createSync>;
  /** Throws ApiProblem, because the person at the form must read it. */
  enrol(code: string): Promise<void>;
  choosePurpose(purpose: string): Promise<void>;
  forget(): Promise<void>;
  /** Pins the root anew: a stranger's only; an enrolled device must enrol again. */
  trustAnew(): Promise<void>;
  readEnded(): Promise<void>;
  readDoubles(): Promise<void>;
  reloadLog(): Promise<void>;
};

const STRANGER = 'stranger';

/** Makes the gate; nothing happens before `open`. */
export function createGate(parts: GateParts): Gate {
  const { db, crypto, now } = parts;
  const store = createStore<GateState>(NOTHING_YET);
  let running: Promise<void> | null = null;
  /** Status lists that codes name and that a stranger does not have yet; asked for once. */
  let wanted: readonly number[] = [];

  const show = (pack: GatePack): boolean => {
    const held = store.get().pack;
    if (!mayReplace(held, pack)) return false;
    store.set({ pack: newestLists(held, pack) });
    return true;
  };

  const end = async (device: Device): Promise<void> => {
    await forgetDevice(db);
    const ended = { label: device.reader.label, at: now().getTime() };
    await writeSingle(db, 'ended', ended);
    store.set({ device: null, pack: null, waiting: 0, log: [], ended });
  };

  const load = async (): Promise<void> => {
    const { device } = store.get();
    if (device) {
      const { taken, flags } = await fetchPack(device, store.get().pack?.taken ?? null, now, crypto);
      // The device may have been forgotten or enrolled anew while the answer was on its way.
      if (store.get().device?.token !== device.token) return;
      await markDoubles(db, flags);
      if (taken.ok) {
        const fetchedAt = now().getTime();
        store.set({ pack: devicePack(taken, fetchedAt) });
        const pack = { kind: 'device', held: taken.held, fetchedAt } as const;
        await writeSingle(db, 'pack', { owner: device.reader.id, pack });
      } else if (taken.reason !== 'older') {
        // Older data of another server is no danger while we keep ours: its age tells soon enough if it stays so.
        return store.set({ refresh: { kind: 'refused-data' } });
      }
    } else {
      const root = (await readSingle(db, 'stranger-root')) ?? (await fetchStrangerRoot());
      if (root === null) return store.set({ refresh: { kind: 'refused-data' } });
      const lists = new Set([...(store.get().pack?.statusLists.keys() ?? []), ...wanted]);
      const pack = await fetchPublicPack(lists, () => now().getTime());
      const opened = await openStrangerPack(pack, await anchorOf(root), now(), crypto);
      if (store.get().device) return;
      if (!show(opened)) return store.set({ refresh: { kind: 'refused-data' } });
      await writeSingle(db, 'stranger-root', root);
      await writeSingle(db, 'pack', { owner: STRANGER, pack });
    }
    store.set({ refresh: { kind: 'idle' } });
  };

  const refreshOnce = async (): Promise<void> => {
    const { device } = store.get();
    store.set({ refresh: { kind: 'running' } });
    try {
      await load();
    } catch (error) {
      if (device && error instanceof ApiProblem && error.code === 'not-signed-in') {
        await end(device);
        return store.set({ refresh: { kind: 'idle' } });
      }
      store.set({ refresh: { kind: 'failed', error } });
    }
    await gate.sync.now();
    await gate.reloadLog();
  };

  const gate: Gate = {
    ...parts,
    store,
    sync: createSync(parts, store, end),
    async open() {
      const [device, owned, ended, root] = await Promise.all([
        readSingle(db, 'device'),
        readSingle(db, 'pack'),
        readSingle(db, 'ended'),
        readSingle(db, 'stranger-root'),
      ]);
      const owner = device?.reader.id ?? STRANGER;
      const pinned = device?.trustRoot ?? root;
      const pack =
        owned?.owner === owner && pinned
          ? await openKept(
              owned.pack,
              {
                anchor: await anchorOf(pinned),
                device: device ? { id: device.reader.id, keyPair: device.keyPair } : null,
              },
              now(),
              crypto,
            )
          : null;
      store.set({ device, ended, pack, ready: true });
      await gate.reloadLog();
    },
    refresh() {
      running ??= refreshOnce().finally(() => {
        running = null;
      });
      return running;
    },
    async freshen(list) {
      const work = async () => {
        // A refresh under way does not ask for this list.
        if (list !== undefined) await running;
        wanted = list === undefined ? [] : [list];
        await gate.refresh();
        wanted = [];
      };
      await Promise.race([work(), pause(gatePolicy.freshenWaitMs)]);
    },
    async enrol(code) {
      const device = await enrolDevice(db, code);
      await forgetDevice(db);
      await writeSingle(db, 'device', device);
      await writeSingle(db, 'enrolling', null);
      await writeSingle(db, 'ended', null);
      store.set({ device, pack: null, ended: null, log: [], waiting: 0, offered: null });
      await running;
      await gate.refresh();
    },
    async choosePurpose(purpose) {
      const { device } = store.get();
      if (!device) return;
      const changed = { ...device, purpose };
      await writeSingle(db, 'device', changed);
      store.set({ device: changed });
    },
    async forget() {
      await forgetDevice(db);
      store.set({ device: null, pack: null, log: [], waiting: 0 });
      await running;
      await gate.refresh();
    },
    async trustAnew() {
      if (store.get().device) return;
      await writeSingle(db, 'stranger-root', null);
      await writeSingle(db, 'pack', null);
      store.set({ pack: null });
      await running;
      await gate.refresh();
    },
    async readEnded() {
      await writeSingle(db, 'ended', null);
      store.set({ ended: null });
    },
    async readDoubles() {
      await markSeen(db);
      await gate.reloadLog();
    },
    async reloadLog() {
      const [log, waiting] = await Promise.all([readLog(db, now()), waitingLooks(db, now())]);
      store.set({ log, waiting: waiting.length });
    },
  };
  return gate;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
