import { type LookFlag, syncLooks } from '@suizheng/domain/contract/verification.ts';
import { gatePolicy } from '@suizheng/domain/policy/gate.ts';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { markDoubles, removeLooks, waitingLooks } from '../looks/look-queue.ts';
import { type SendLooks, type SendOutcome, sendLooks } from '../looks/send-looks.ts';
import type { Device } from './gate-db.ts';
import type { GateParts } from './gate-parts.ts';
import type { GateState, Store } from './gate-state.ts';

/** Sends waiting looks: one message at a time, and once more when looks came while it was under way. */
export function createSync(
  { db, now }: Pick<GateParts, 'db' | 'now'>,
  store: Store<GateState>,
  end: (device: Device) => Promise<void>,
) {
  let running: Promise<readonly LookFlag[]> | null = null;
  let again = false;

  const once = async (): Promise<readonly LookFlag[]> => {
    const { device } = store.get();
    if (!device) return [];
    const waiting = await waitingLooks(db, now());
    if (waiting.length === 0) return [];
    const sent = await sendLooks(waiting, sender(device, end), gatePolicy.looks.batch);
    await removeLooks(db, sent.done);
    await markDoubles(db, sent.flags);
    store.set({ waiting: Math.max(0, waiting.length - sent.done.length) });
    return sent.flags;
  };

  const run = async (): Promise<readonly LookFlag[]> => {
    const flags: LookFlag[] = [];
    do {
      again = false;
      flags.push(...(await once()));
    } while (again);
    return flags;
  };

  return {
    /** Answers every double that the server told, once all looks that waited were sent or the network failed. */
    now(): Promise<readonly LookFlag[]> {
      if (running) again = true;
      running ??= run().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

function sender(device: Device, end: (device: Device) => Promise<void>): SendLooks {
  return async (looks) => {
    try {
      const body = { looks: [...looks] };
      const { flags } = await call(syncLooks, { body }, { token: device.token, timeoutMs: 10_000 });
      return { kind: 'taken', flags };
    } catch (error) {
      return outcomeOf(error, () => end(device));
    }
  };
}

async function outcomeOf(error: unknown, ended: () => Promise<void>): Promise<SendOutcome> {
  if (!(error instanceof ApiProblem)) return { kind: 'unheard' };
  if (error.code === 'not-signed-in') await ended();
  return ['validation-failed', 'too-large'].includes(error.code) ? { kind: 'refused' } : { kind: 'unheard' };
}
