import { signStatusDelta } from '@suizheng/domain/credential/status-delta.ts';
import type { StatusSnapshot } from '@suizheng/domain/credential/status-list.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../context.ts';
import { DatabaseAway, type DatabaseGuard } from './database-guard.ts';

const { changesAtMost, rememberedDeltas } = verificationPolicy.pack;

/** A list as it was built, whole. */
type WholeList = {
  readonly list: number;
  readonly version: string;
  readonly snapshot: StatusSnapshot;
  readonly bytes: Uint8Array;
};

/** Bytes of one change at most, and of what stands around them: to know which is shorter before signing. */
const CHANGE_BYTES = 6;
const AROUND_BYTES = 150;

/** Makes what changed in a list since a version, signed; remembers the last ones, because a fleet asks for the same few. */
export function createDeltas(
  ctx: Pick<Context, 'db' | 'keys'>,
  guard: DatabaseGuard,
): (list: WholeList, since: number) => Promise<Uint8Array | null> {
  const known = new Map<string, Promise<Uint8Array | null>>();
  return async (list, since) => {
    if (since >= Number(list.version)) return null;
    const key = `${list.list} ${since} ${list.version}`;
    let delta = known.get(key);
    if (!delta) {
      delta = guard.ask(() => makeDelta(ctx, list, since));
      known.set(key, delta);
      if (known.size > rememberedDeltas) known.delete(known.keys().next().value!);
    }
    try {
      return await delta;
    } catch (error) {
      known.delete(key);
      // The whole list is in memory.
      if (error instanceof DatabaseAway) return null;
      throw error;
    }
  };
}

async function makeDelta(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  { list, version, snapshot, bytes }: WholeList,
  from: number,
): Promise<Uint8Array | null> {
  const fits = Math.floor((bytes.length - AROUND_BYTES) / CHANGE_BYTES);
  const most = Math.min(changesAtMost, Math.max(1, fits));
  const rows = await db
    .selectFrom('credential')
    .select('status_index')
    .where('status_list', '=', list)
    .where((is) => is.or([is('status_version', '>', String(from)), is('status_version', '=', '0')]))
    .limit(most + 1)
    .execute();
  if (rows.length > most) return null;
  // What the list says, not what the row says: it may have changed once more since the list was made.
  const changes = rows.map(({ status_index: index }) => [index, snapshot.statusAt(index)!] as const);
  const { issuedAt } = snapshot;
  return signStatusDelta({ list, from, to: Number(version), issuedAt, changes }, keys.statusSigner());
}
