import { readSite } from '@suizheng/domain/contract/site.ts';
import {
  type LookFlag,
  readPack,
  readStatusList,
  readTrustList,
} from '@suizheng/domain/contract/verification.ts';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call, callBytes } from '../../shared/api/call.ts';
import { fromBase64url } from '../../shared/base64url.ts';
import type { KeptPack } from './open-pack.ts';

const TIMEOUT_MS = 10_000;

/** Fetches an enrolled device's pack, with the doubles found among its looks. */
export async function fetchPack(
  token: string,
  now: () => number,
): Promise<{ pack: KeptPack; flags: readonly LookFlag[] }> {
  const answer = await call(readPack, {}, { token, timeoutMs: TIMEOUT_MS });
  return {
    pack: {
      trustList: fromBase64url(answer.trustList),
      statusLists: answer.statusLists.map(({ list, token: bytes }) => ({
        list,
        token: fromBase64url(bytes),
      })),
      grant: fromBase64url(answer.grant),
      fetchedAt: now(),
    },
    flags: answer.flags,
  };
}

/** Fetches what a stranger may know: the trust list, and the status lists it has met so far. */
export async function fetchPublicPack(lists: Iterable<number>, now: () => number): Promise<KeptPack> {
  const [trustList, statusLists] = await Promise.all([
    callBytes(readTrustList, {}, { timeoutMs: TIMEOUT_MS }),
    Promise.all([...lists].map(fetchList)),
  ]);
  return { trustList, statusLists: statusLists.flat(), grant: null, fetchedAt: now() };
}

/** One list, or none where a (perhaps forged) code named one that does not exist. */
async function fetchList(list: number): Promise<KeptPack['statusLists']> {
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
