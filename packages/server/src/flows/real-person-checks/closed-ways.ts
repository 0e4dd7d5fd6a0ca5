import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { civilMinute } from '@suizheng/domain/policy/calendar.ts';
import {
  FACE_TRIES_COUNT_MS,
  FRAUD_REASONS,
  faceTriesPolicy,
  triesOpenFrom,
} from '@suizheng/domain/policy/face-tries.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { attemptsOpenFrom, countAttempt } from '../accounts/count-attempt.ts';
import { CHALLENGE_POLICY } from './challenge.ts';
import { usedUpTry } from './counted-tries.ts';
import { countedWith } from './former-accounts.ts';

/** Who proves whom. */
export type Proving = { readonly accountId: string; readonly personId: string };

/** Until when ways are closed beyond what an application's own ladder says; null where one is open. */
export type ClosedWays = { readonly face: Date | null; readonly photos: Date | null };

const { ofAccount, aboutByOthers, aboutByHolder } = faceTriesPolicy;
const { begun } = CHALLENGE_POLICY;

/** Until when face and photos are closed to this account about this person (A8, A11), for whoever chooses among ways. */
export async function closedWays(
  { db, clock, limits }: Pick<Context, 'db' | 'clock' | 'limits'>,
  proving: Proving,
): Promise<ClosedWays> {
  const now = clock();
  const photos = await fraudOpensFrom(db, proving, now);
  if (!limits) return { face: photos, photos };
  const [ofThis, about] = await begunKinds(db, proving);
  const face = [
    photos,
    await faceOpensFrom(db, proving, null, now),
    await attemptsOpenFrom({ db }, ...ofThis, begun, now),
    await attemptsOpenFrom({ db }, ...about, begun, now),
  ];
  return { face: latest(face), photos };
}

/**
 * Refuses a face check that its account, or its person, has no try left for in the windows of the policy (A8): a new
 * application or a new account gives none more. Tries under way count, so that several at a moment do not pass together;
 * `checkId` is the one that begins. Behind a lock on the person and the account it is exact. Throws `face-closed`, naming
 * when it opens.
 */
export async function refuseUsedFace(
  db: Kysely<Database>,
  proving: Proving,
  checkId: string,
  now: Date,
): Promise<void> {
  const opens = await faceOpensFrom(db, proving, checkId, now);
  if (opens) throw closed('face-closed', opens, now);
}

async function faceOpensFrom(
  db: Kysely<Database>,
  { accountId, personId }: Proving,
  checkId: string | null,
  now: Date,
): Promise<Date | null> {
  const tries = () =>
    db
      .selectFrom('real_person_check as k')
      .innerJoin('account as a', 'a.account_id', 'k.account_id')
      .select(['k.created_at', sql<boolean>`a.person_id is not distinct from k.person_id`.as('own')])
      .where('k.created_at', '>', new Date(now.getTime() - FACE_TRIES_COUNT_MS))
      .where(usedUpTry(now))
      .$if(checkId !== null, (query) => query.where('k.check_id', '<>', checkId!));
  const made = await tries()
    .where('k.account_id', 'in', await countedWith(db, accountId, now))
    .execute();
  const about = await tries().where('k.person_id', '=', personId).execute();
  const own = await holds(db, { accountId, personId });
  const windows = own ? aboutByHolder : aboutByOthers;
  const at = (rows: readonly { readonly created_at: Date }[]) => rows.map((row) => row.created_at);
  return latest([
    triesOpenFrom(ofAccount, at(made), now),
    triesOpenFrom(windows, at(about.filter((row) => row.own === own)), now),
  ]);
}

/**
 * Refuses face and photos of the document after a fraud that reviewers found: to the account that made it, about anybody;
 * about its person, to every account that is not theirs. Throws `online-closed`, naming when it opens; counters stay open.
 */
export async function refuseAfterFraud(db: Kysely<Database>, proving: Proving, now: Date): Promise<void> {
  const opens = await fraudOpensFrom(db, proving, now);
  if (opens) throw closed('online-closed', opens, now);
}

async function fraudOpensFrom(
  db: Kysely<Database>,
  { accountId, personId }: Proving,
  now: Date,
): Promise<Date | null> {
  const { ofAccountMs, aboutByOthersMs } = faceTriesPolicy.fraud;
  const last = async (where: 'a.account_id' | 'a.person_id', ids: readonly string[], withinMs: number) => {
    const { at } = await db
      .selectFrom('application as a')
      .innerJoin('proof as p', (join) =>
        join.onRef('p.person_id', '=', 'a.person_id').onRef('p.application_id', '=', 'a.application_id'),
      )
      .select((is) => is.fn.max<Date | null>('p.at').as('at'))
      .where(where, 'in', ids)
      .where('p.outcome', '=', 'refuse')
      .where('p.at', '>', new Date(now.getTime() - withinMs))
      .where(
        sql<boolean>`exists (select 1 from jsonb_array_elements(p.reasons) r
          where r->>'code' in (${sql.join([...FRAUD_REASONS])}))`,
      )
      .executeTakeFirstOrThrow();
    return at && new Date(at.getTime() + withinMs);
  };
  const ofThis = await last('a.account_id', await countedWith(db, accountId, now), ofAccountMs);
  if (await holds(db, { accountId, personId })) return ofThis;
  return latest([ofThis, await last('a.person_id', [personId], aboutByOthersMs)]);
}

/**
 * Counts a check that begins, for who begins and for whom: a recording must not find its challenge through many accounts
 * either. What a person's own accounts begin is counted apart, so that strangers cannot use it up. Throws `face-closed`.
 */
export async function countBegun(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  proving: Proving,
): Promise<void> {
  const now = clock();
  try {
    for (const [kind, subject] of await begunKinds(db, proving))
      await countAttempt({ db }, kind, subject, begun, now);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'too-many-requests') throw error;
    throw closed('face-closed', new Date(now.getTime() + Number(error.params.seconds) * 1_000), now);
  }
}

async function begunKinds(db: Kysely<Database>, proving: Proving) {
  const about = (await holds(db, proving)) ? 'face-checks-about-own' : 'face-checks-about';
  return [
    ['face-checks-of', Buffer.from(proving.accountId)],
    [about, Buffer.from(proving.personId)],
  ] as const;
}

/** True when the account is that person's own. */
async function holds(db: Kysely<Database>, { accountId, personId }: Proving): Promise<boolean> {
  const account = await db
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return account?.person_id === personId;
}

/** The refusal with the instant at which it ends. */
export function closed(code: 'face-closed' | 'online-closed', opens: Date, now: Date): AppError {
  const seconds = Math.max(1, Math.ceil((opens.getTime() - now.getTime()) / 1_000));
  return new AppError(code, { params: { seconds, until: civilMinute(opens) } });
}

/** The last of the instants that there are. */
function latest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((at) => (at ? [at.getTime()] : []));
  return times.length === 0 ? null : new Date(Math.max(...times));
}
