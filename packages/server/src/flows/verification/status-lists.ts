import { statusDigest } from '@suizheng/domain/credential/status-delta.ts';
import {
  packStatuses,
  STATUS,
  type StatusName,
  type StatusSnapshot,
  signStatusList,
  statusAt,
} from '@suizheng/domain/credential/status-list.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { CREDENTIAL_PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../context.ts';
import { nodeCrypto } from '../../crypto/node-crypto.ts';
import type { Database } from '../../db/schema.ts';
import { STATUS_LIST_SIZE } from '../settle/status-place.ts';
import { DatabaseAway, type DatabaseGuard } from './database-guard.ts';
import { createDeltas } from './status-deltas.ts';
import { type Published, published } from './trust-list.ts';

/** One list, signed; and unsigned for our own verdicts. */
export type PublishedStatusList = Published & {
  readonly list: number;
  /** The version (status_list_version) that it is, neither less nor more. */
  readonly version: string;
  readonly snapshot: StatusSnapshot;
  /** Of its packed entries (statusDigest). */
  readonly digest: Uint8Array;
};

/** The status lists of this process. */
export type StatusSource = {
  /** The list, at most a moment old; the last one known while the database is away; null for one that does not exist or is not known. */
  get(list: number): Promise<PublishedStatusList | null>;
  /** Numbers of the lists that can still hold a credential in force, newest first. */
  live(): Promise<readonly number[]>;
  /** What changed in a list since that version, signed; null where the whole list is the better answer, or all that can be had. */
  changes(list: PublishedStatusList, since: number): Promise<Uint8Array | null>;
};

type Overview = {
  readonly at: number;
  readonly last: number;
  readonly versions: ReadonlyMap<number, string>;
};
type Cached = { readonly version: string; readonly builtAt: number; readonly value: PublishedStatusList };

const policy = verificationPolicy.statusList;
const NEVER_CHANGED = '0';
/** A list is published this many credentials before its first one, so that whoever only follows us has it in time. */
const AHEAD = 10_000;

/** Builds lists from the credentials whose status is not "valid"; asks for versions at most once a moment, and signs again when one rose. */
export function createStatusSource(
  ctx: Pick<Context, 'db' | 'keys' | 'clock'>,
  guard: DatabaseGuard,
): StatusSource {
  const cache = new Map<number, Cached>();
  const building = new Map<number, Promise<PublishedStatusList>>();
  let overview: Overview | null = null;
  let asking: Promise<Overview> | null = null;
  let live: { at: number; lists: readonly number[] } | null = null;
  const now = () => ctx.clock().getTime();
  const within = (at: number, ms: number) => now() >= at && now() - at < ms;

  async function present(): Promise<Overview> {
    if (overview && within(overview.at, policy.checkMs) && !guard.isAway()) return overview;
    asking ??= guard
      .ask(() => readOverview(ctx.db, now()))
      .then((answer) => {
        overview = answer;
        return answer;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  }

  async function get(list: number): Promise<PublishedStatusList | null> {
    const cached = cache.get(list);
    try {
      const { last, versions } = await present();
      if (!Number.isSafeInteger(list) || list < 0 || list > last) return null;
      const version = versions.get(list) ?? NEVER_CHANGED;
      if (cached && Number(cached.version) >= Number(version) && within(cached.builtAt, policy.refreshMs)) {
        return cached.value;
      }
      let build = building.get(list);
      if (!build) {
        const builtAt = now();
        build = guard
          .ask(() => buildList(ctx, list))
          .then((value) => {
            // It may know more than the overview did.
            cache.set(list, { version: value.version, builtAt, value });
            return value;
          })
          .finally(() => building.delete(list));
        building.set(list, build);
      }
      return await build;
    } catch (error) {
      if (error instanceof DatabaseAway) return cached?.value ?? null;
      throw error;
    }
  }

  const signDelta = createDeltas(ctx, guard);

  return {
    get,
    changes: (list, since) => signDelta(list, since),
    async live() {
      if (live && within(live.at, verificationPolicy.liveListsMs)) return live.lists;
      try {
        const { last } = await present();
        live = { at: now(), lists: await guard.ask(() => readLive(ctx.db, last, now())) };
        // What can no longer be asked for need not be remembered.
        for (const list of cache.keys()) if (!live.lists.includes(list)) cache.delete(list);
        return live.lists;
      } catch (error) {
        if (error instanceof DatabaseAway) return live?.lists ?? [...cache.keys()];
        throw error;
      }
    },
  };
}

async function readOverview(db: Kysely<Database>, at: number): Promise<Overview> {
  const [{ rows }, versions] = await Promise.all([
    sql<{ last_value: string }>`select last_value from status_number`.execute(db),
    db.selectFrom('status_list_version').selectAll().execute(),
  ]);
  return {
    at,
    last: Math.floor((Number(rows[0]!.last_value) + AHEAD) / STATUS_LIST_SIZE),
    versions: new Map(versions.map(({ status_list, version }) => [status_list, version])),
  };
}

async function buildList(
  { db, keys, clock }: Pick<Context, 'db' | 'keys' | 'clock'>,
  list: number,
): Promise<PublishedStatusList> {
  // One statement, so that version and entries are of one moment.
  const { rows } = await sql<{ version: string; index: number | null; status: number | null }>`
    select v.version, c.status_index as index, c.status
    from (select coalesce((select version from status_list_version where status_list = ${list}), 0) as version) v
    left join credential c on c.status_list = ${list} and c.status <> ${STATUS.valid}`.execute(db);
  const names = Object.keys(STATUS) as StatusName[];
  const entries = rows.flatMap(({ index, status }) =>
    index === null ? [] : [[index, names.find((name) => STATUS[name] === status)!] as const],
  );
  const { version } = rows[0]!;
  const issuedAt = Math.floor(clock().getTime() / 1000);
  const expiresAt = issuedAt + policy.lifeSeconds;
  const input = { list, size: STATUS_LIST_SIZE, entries, issuedAt, expiresAt, ttl: policy.ttlSeconds };
  const bytes = await signStatusList(input, keys.statusSigner());
  const bits = packStatuses(STATUS_LIST_SIZE, entries);
  const digest = await statusDigest(bits, nodeCrypto());
  const snapshot = { list, issuedAt, expiresAt, statusAt: (index: number) => statusAt(bits, index) };
  // A cache between us may hold it only as long as a revocation may stay unseen.
  const maxAge = Math.max(1, Math.floor(policy.checkMs / 1000));
  return { list, version, snapshot, digest, ...published(bytes, maxAge) };
}

/** A list is dead once a credential of the next one is older than any credential can be valid. */
async function readLive(db: Kysely<Database>, last: number, nowMs: number): Promise<number[]> {
  const longest = Math.max(...CREDENTIAL_PROCEDURES.map(({ credential }) => credential.validForMs));
  const lists: number[] = [];
  for (let list = last; list >= 0; list -= 1) {
    lists.push(list);
    const some = await db
      .selectFrom('credential')
      .select('issued_at')
      .where('status_list', '=', list)
      .limit(1)
      .executeTakeFirst();
    if (some && some.issued_at.getTime() < nowMs - longest) break;
  }
  return lists;
}
