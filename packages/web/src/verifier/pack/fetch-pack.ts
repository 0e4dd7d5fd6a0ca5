import { readSite } from '@suizheng/domain/contract/site.ts';
import {
  type LookFlag,
  type PackView,
  readPack,
  readStatusList,
  readTrustList,
} from '@suizheng/domain/contract/verification.ts';
import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';
import {
  type PackFault,
  type PackUpdate,
  packQueryOf,
  takePack,
} from '@suizheng/domain/credential/take-pack.ts';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call, callBytes } from '../../shared/api/call.ts';
import { fromBase64url } from '../../shared/base64url.ts';
import type { Device } from '../gate/gate-db.ts';
import { anchorOf, type StrangerPack, type Taken } from './open-pack.ts';

const TIMEOUT_MS = 10_000;

/** How fetching a pack went: taken, refused with its reason; with the doubles found among the device's looks. */
export type FetchedPack = {
  readonly flags: readonly LookFlag[];
  readonly taken: ({ readonly ok: true } & Taken) | { readonly ok: false; readonly reason: PackFault };
};

/** Faults after which the whole pack may still do: what is here and what came do not fit together. */
const ASK_FOR_ALL: readonly PackFault[] = ['mixed', 'incomplete'];

/** Fetches what is new to an enrolled device, or everything where that does not fit what it has. */
export async function fetchPack(
  device: Device,
  held: Taken | null,
  now: () => Date,
  crypto: CryptoPort,
): Promise<FetchedPack> {
  const query = held ? packQueryOf(held.open) : {};
  const answer = await call(readPack, { query }, { token: device.token, timeoutMs: TIMEOUT_MS });
  const anchor = await anchorOf(device.trustRoot);
  const holder = { anchor, device: { id: device.reader.id, keyPair: device.keyPair } };
  const taken = await takePack(held?.held ?? null, updateOf(answer), holder, now(), crypto);
  if (held && !taken.ok && ASK_FOR_ALL.includes(taken.reason)) {
    const all = await call(readPack, { query: {} }, { token: device.token, timeoutMs: TIMEOUT_MS });
    const again = await takePack(held.held, updateOf(all), holder, now(), crypto);
    return { flags: all.flags, taken: again };
  }
  return { flags: answer.flags, taken };
}

function updateOf({ manifest, trustList, grant, statusLists }: PackView): PackUpdate {
  const bytes = (text: string | null) => (text === null ? null : fromBase64url(text));
  return {
    manifest: fromBase64url(manifest),
    trustList: bytes(trustList),
    grant: bytes(grant),
    lists: statusLists.map(({ token, ...one }) => ({ ...one, token: fromBase64url(token) })),
  };
}

/** Fetches what a stranger may know: the trust list, and the status lists it has met so far. */
export async function fetchPublicPack(lists: Iterable<number>, now: () => number): Promise<StrangerPack> {
  const [trustList, statusLists] = await Promise.all([
    callBytes(readTrustList, {}, { timeoutMs: TIMEOUT_MS }),
    Promise.all([...lists].map(fetchList)),
  ]);
  return { kind: 'stranger', trustList, statusLists: statusLists.flat(), fetchedAt: now() };
}

/** One list, or none where a (perhaps forged) code named one that does not exist. */
async function fetchList(list: number): Promise<StrangerPack['statusLists']> {
  try {
    return [
      { list, token: await callBytes(readStatusList, { params: { list } }, { timeoutMs: TIMEOUT_MS }) },
    ];
  } catch (error) {
    if (error instanceof ApiProblem && error.kind === 'refused') return [];
    throw error;
  }
}

/**
 * The root that a stranger's scanner pins: taken from the server at the first load and kept from then on (trust
 * on first use). Whoever controls that first answer controls what this scanner believes; a gate that matters is
 * enrolled, and gets its root with the code from the counter.
 */
export async function fetchStrangerRoot(): Promise<Uint8Array<ArrayBuffer> | null> {
  const { trustRoot } = await call(readSite, {}, { timeoutMs: TIMEOUT_MS });
  return trustRoot === undefined ? null : fromBase64url(trustRoot);
}
