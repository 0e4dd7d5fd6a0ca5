import { hash } from 'node:crypto';
import type { FieldKey } from '@suizheng/domain/credential/fields.ts';
import type { TrustAnchor } from '@suizheng/domain/credential/trust-list.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../../context.ts';
import { type CheckedSignatures, rememberCheckedSignatures } from '../../../crypto/checked-signatures.ts';
import { nodeCrypto } from '../../../crypto/node-crypto.ts';
import type { PublishingKeys } from '../../../keys.ts';
import { createDirectory, type Directory } from '../../parties/directory.ts';
import type { ReaderRow } from '../../parties/directory-rows.ts';
import { createDatabaseGuard, DatabaseAway } from '../database-guard.ts';
import type { CodeDesk } from '../desk.ts';
import { keysForPurposes } from '../disclosure.ts';
import { type EnrolledReader, fromRow, hashSecret, type ReaderAuthenticator } from '../reader-token.ts';
import { createRefusedScans, type RefusedScans } from '../refused-scans.ts';
import { type FollowedLists, followLists } from './follow-lists.ts';
import { createHomeless, type Homeless } from './homeless.ts';
import { createRecentCodes, type RecentCodes } from './recent-codes.ts';
import { createShipper, type Shipper } from './ship-looks.ts';
import type { Snapshot } from './snapshot.ts';
import type { Spool } from './spool.ts';
import { createTellingRecorder, recallCodes } from './telling-recorder.ts';

/** What a verification node knows and keeps. */
export type NodeDesk = CodeDesk & {
  readonly lists: FollowedLists;
  readonly directory: Directory;
  readonly codes: RecentCodes;
  readonly spool: Spool;
  readonly homeless: Homeless;
  readonly shipper: Shipper;
  readonly scans: RefusedScans;
  readonly signatures: CheckedSignatures;
  readonly authenticateReader: ReaderAuthenticator;
  /** The reader of a token where that can be told at once; undefined where it takes a question, or the answer is no. */
  readonly knownReader: (token: string) => EnrolledReader | undefined;
  /** Keeps what is known in the node's folder. */
  readonly keepSnapshot: () => Promise<void>;
};

export type NodeContext = Pick<Context, 'db' | 'clock' | 'log' | 'random'> & {
  readonly keys: Pick<PublishingKeys, 'openingKeys'>;
  readonly anchor: () => TrustAnchor;
  readonly spool: Spool;
  readonly snapshot: Snapshot;
  readonly monotonicMs: () => number;
};

const policy = verificationPolicy.nodes;
/** How long a batch of looks may take; nobody waits for it. */
const SHIP_WAIT_MS = 20_000;

/** Makes a node's desk from its folder: what the process before it knew and what it had not told yet. */
export async function openNodeDesk(ctx: NodeContext): Promise<NodeDesk> {
  const { log, clock, spool, snapshot, monotonicMs } = ctx;
  const guardOf = (waitMs: number) =>
    createDatabaseGuard(log, { restMs: verificationPolicy.databaseRestMs, waitMs }, monotonicMs);
  const guard = guardOf(verificationPolicy.databaseWaitMs);
  const shipGuard = guardOf(SHIP_WAIT_MS);
  const signatures = rememberCheckedSignatures(nodeCrypto(), {
    atMost: policy.issuerSignatures,
    random: ctx.random,
  });
  const before = snapshot.read();
  const lists = followLists(ctx, { guard, anchor: ctx.anchor, crypto: signatures, monotonicMs });
  await lists.restore(before.lists);
  const codes = createRecentCodes(policy.codesForMs, monotonicMs, Buffer.from(ctx.random(4)).readUInt32LE());
  const recalled = recallCodes(spool, codes, new Date(clock().getTime() - policy.codesForMs));
  const { waiting } = spool.counts();
  log.info({ lists: before.lists.length, readers: before.readers.size, recalled, waiting }, 'what was known');
  sayWhatIsMissing(spool, log);
  const directory = createDirectory(ctx, guard, monotonicMs);
  const scans = createRefusedScans(ctx, shipGuard);
  const homeless = createHomeless(ctx, spool);
  const looks = createTellingRecorder({ spool, homeless, codes, scans });
  return {
    crypto: signatures,
    signatures,
    lists,
    directory,
    codes,
    spool,
    homeless,
    scans,
    looks,
    shipper: createShipper(ctx, { guard: shipGuard, spool, homeless }),
    trustList: () => lists.trust()?.trust ?? null,
    statusList: (list) => lists.status(list)?.snapshot,
    isOnline: lists.isYoung,
    fieldKeys: rememberFieldKeys(ctx.keys, monotonicMs),
    ...authenticateBy(directory, before.readers),
    keepSnapshot: () =>
      snapshot.keep({
        lists: lists.all(),
        // Before the database was heard once, the directory is empty and the snapshot knows better.
        readers: Number.isFinite(directory.ageMs()) ? directory.readers() : null,
      }),
  };
}

/** Follows the lists and the directory, sends looks, keeps the snapshot. Answers a function that ends it, with a last attempt to send. */
export function keepNodeReady(desk: NodeDesk, { log }: Pick<Context, 'log'>): () => Promise<void> {
  const loop = (everyMs: number, work: () => Promise<unknown>) => {
    let running: Promise<unknown> | null = null;
    const tick = () => {
      running ??= work()
        .catch((error: unknown) => {
          if (error instanceof DatabaseAway) return;
          const { name, code } = error as { name?: string; code?: string };
          log.error({ name, code: code ?? null }, 'tending the node');
        })
        .finally(() => {
          running = null;
        });
    };
    tick();
    const timer = setInterval(tick, everyMs);
    timer.unref();
    return async () => {
      clearInterval(timer);
      await running;
    };
  };
  let kept = { at: Number.NEGATIVE_INFINITY, versions: '' };
  // At once when a list says something new: whoever was refused as revoked is refused after a restart too. What was only
  // signed again is kept at its pace.
  const followAndKeep = async () => {
    await desk.lists.refresh();
    if (nodeState(desk) !== 'ok') return;
    const versions = desk.lists
      .all()
      .map(({ kind, list, version }) => `${kind} ${list} ${version}`)
      .join();
    if (versions === kept.versions && performance.now() - kept.at < policy.snapshotMs) return;
    await desk.keepSnapshot();
    const heard = Number.isFinite(desk.directory.ageMs());
    kept = { at: heard ? performance.now() : kept.at, versions };
  };
  const ends = [
    loop(policy.pollMs, followAndKeep),
    loop(policy.pollMs, desk.directory.refresh),
    loop(policy.spool.restMs, () => {
      // On the disk they outlive this process; in memory they only wait for the database.
      desk.homeless.settle();
      return desk.shipper.ship();
    }),
    loop(verificationPolicy.refusedScansMs, desk.scans.flush),
  ];
  return async () => {
    // First: a batch under way may wait for the database for longer than this process has.
    desk.homeless.settle();
    for (const end of ends) await end();
    await desk.shipper.ship().catch(() => {});
    saveLooks(desk, { log });
    await desk.scans.flush().catch(() => {});
    await desk.keepSnapshot().catch(() => {});
    await desk.spool.close();
  };
}

/**
 * Puts what stands in memory alone on the disk, at once; says how many looks end with the process where the disk still
 * refuses. For the last moment of a process, however it comes.
 */
export function saveLooks(
  { homeless, spool }: Pick<NodeDesk, 'homeless' | 'spool'>,
  { log }: Pick<Context, 'log'>,
): void {
  const lost = homeless.settle();
  if (lost > 0)
    log.error(
      { lost, code: spool.lastFault() },
      'looks end with this process: neither disk nor database takes them',
    );
}

/** What a process before took with it, and what of the disk cannot be read. */
function sayWhatIsMissing(spool: Spool, log: Context['log']): void {
  const lost = spool.forsaken;
  if (lost > 0)
    log.error({ lost }, 'looks ended with the process before: it had them in memory alone, the disk refused');
  spool.noteHomeless(0);
  if (spool.refuses()) {
    log.error(
      { code: spool.lastFault() },
      'the disk refuses the spool from the start: looks will be kept in memory',
    );
    return;
  }
  const { faults } = spool.counts();
  if (faults > 0) log.error({ faults, code: spool.lastFault() }, 'a part of the spool cannot be read');
}

/**
 * Known readers, as the directory has them. One that it never met while the database is away is looked for among those
 * of the snapshot; `unavailable` when it is not there either: to call its token wrong would be a lie.
 */
function authenticateBy(
  directory: Directory,
  kept: ReadonlyMap<string, EnrolledReader>,
): Pick<NodeDesk, 'authenticateReader' | 'knownReader'> {
  const readers = new WeakMap<ReaderRow, EnrolledReader>();
  const readerOf = (row: ReaderRow): EnrolledReader => {
    let reader = readers.get(row);
    if (reader === undefined) {
      reader = fromRow(row);
      readers.set(row, reader);
    }
    return reader;
  };
  return {
    knownReader(token) {
      // In one call into the library: twice as fast as hashSecret, and as a text, which the directory looks up as it is.
      const row = directory.knownReader(hash('sha256', token, 'base64'));
      return row && readerOf(row);
    },
    async authenticateReader(token) {
      const tokenHash = hashSecret(token);
      try {
        const row = await directory.reader(tokenHash);
        return row && readerOf(row);
      } catch (error) {
        if (!(error instanceof DatabaseAway)) throw error;
        const known = kept.get(tokenHash.toString('base64'));
        if (known !== undefined) return known;
        throw new AppError('unavailable', { params: { seconds: 2 } });
      }
    },
  };
}

/** The same purposes ask for the same keys at every scan; a rotation is noticed a second later. */
function rememberFieldKeys(
  keys: Pick<PublishingKeys, 'openingKeys'>,
  monotonicMs: () => number,
): CodeDesk['fieldKeys'] {
  const known = new Map<string, { readonly at: number; readonly keys: FieldKey[] }>();
  return (scope, purposes) => {
    const name = `${scope} ${purposes.join(' ')}`;
    const last = known.get(name);
    const now = monotonicMs();
    if (last && now - last.at < 1_000) return last.keys;
    const found = keysForPurposes(keys, scope, purposes);
    known.set(name, { at: now, keys: found });
    return found;
  };
}

/** What a readiness check tells: a node serves as soon as it has a trust list and a status list, however old: age is judged at each scan. */
export function nodeState({ lists }: Pick<NodeDesk, 'lists'>): 'ok' | 'nothing-known' {
  const known = lists.all();
  return known.some(({ kind }) => kind === 'trust') && known.some(({ kind }) => kind === 'status')
    ? 'ok'
    : 'nothing-known';
}
