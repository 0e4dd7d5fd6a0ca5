import {
  type HeldPack,
  openHeldPack,
  type PackFault,
  packQueryOf,
  takePack,
} from '@suizheng/domain/credential/take-pack.ts';
import { webCrypto } from '@suizheng/domain/credential/webcrypto.ts';
import type { Device } from './device.ts';
import { type CallOptions, exchange, type Line } from './exchange.ts';
import { heldOf, holderOf, type KeptPack, keptOf, updateOf } from './kept-pack.ts';
import { SuizhengError } from './suizheng-error.ts';
import type { PackFile } from './types.ts';

const LINE: Line = { fetch, timeoutMs: 30_000, retries: 2 };

/** Faults after which the whole pack may still do: what is here and what came do not fit together. */
const ASK_FOR_ALL: readonly PackFault[] = ['mixed', 'incomplete'];

/**
 * Fetches the offline pack of a device: with it codes are judged for a week without a network. Give it the pack that you
 * keep, and only what is new is sent, some hundred bytes as a rule; the answer is the whole again, to be kept in its
 * place. Fetch as often as there is a network, every few minutes; the older it is, the older are the revocations it knows.
 * Rejects with SuizhengError: `pack-older` where it is of before the one that is kept (that one stays good), `pack-mixed`
 * where its parts do not belong together, `pack-other-device`, `pack-signature` and the like.
 *
 * @example
 * const kept = JSON.parse(await readFile('pack.json', 'utf8').catch(() => 'null'));
 * await writeFile('pack.json', JSON.stringify(await fetchPack(device, { kept })));
 */
export async function fetchPack(
  device: Device,
  {
    kept = null,
    now = new Date(),
    ...options
  }: CallOptions & { readonly kept?: KeptPack | null; readonly now?: Date } = {},
): Promise<KeptPack> {
  const crypto = webCrypto();
  const holder = await holderOf(device);
  let held = bytesKept(kept);
  const opened = held && (await openHeldPack(held, holder, now, crypto));
  if (opened?.ok === false && opened.reason === 'other-device') held = null;
  // What is kept and does not open is asked for whole; where its manifest is good it still tells what is older.
  const answer = await ask(device, opened?.ok ? packQueryOf(opened.open) : {}, options);
  const taken = await takePack(held, updateOf(answer), holder, now, crypto);
  if (taken.ok) return keptOf(taken.held, answer);
  if (!opened?.ok || !ASK_FOR_ALL.includes(taken.reason)) throw refused(taken.reason);
  const whole = await ask(device, {}, options);
  const again = await takePack(held, updateOf(whole), holder, now, crypto);
  if (!again.ok) throw refused(again.reason);
  return keptOf(again.held, whole);
}

/** The error for a pack that is not good. */
export function refused(reason: PackFault): SuizhengError {
  return new SuizhengError(`the pack is not good: ${reason}`, { code: `pack-${reason}` });
}

/** Null where what is kept cannot be read as a pack at all, as one of an earlier version of this package. */
function bytesKept(kept: KeptPack | null): HeldPack | null {
  try {
    return kept && heldOf(kept);
  } catch {
    return null;
  }
}

function ask(
  { baseUrl, token }: Device,
  query: Readonly<Record<string, string>>,
  options: CallOptions,
): Promise<PackFile> {
  const search = new URLSearchParams(query).toString();
  return exchange<PackFile>(
    LINE,
    {
      url: `${baseUrl}/api/v1/readers/current/pack${search === '' ? '' : `?${search}`}`,
      method: 'GET',
      headers: { authorization: `Bearer ${token}` },
      repeatable: true,
    },
    options,
  );
}
