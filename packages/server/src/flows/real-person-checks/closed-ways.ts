import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { civilMinute } from '@suizheng/domain/policy/calendar.ts';
import { FRAUD_REASONS, faceTriesPolicy, triesOpenFrom } from '@suizheng/domain/policy/face-tries.ts';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** Who proves whom. */
export type Proving = { readonly accountId: string; readonly personId: string };

const { ofAccount, aboutByOthers, aboutByHolder } = faceTriesPolicy;
/** As long as the longest window: a try before that closes nothing. */
const LOOKED_BACK_MS = Math.max(
  ...[...ofAccount, ...aboutByOthers, ...aboutByHolder].map(({ withinMs }) => withinMs),
);

/**
 * Refuses a face check that its account, or its person, has no try left for in the windows of the policy (A8): a new
 * application or a new account gives none more. Tries under way count, so that several at a moment do not pass together;
 * `checkId` is the one that begins. Behind a lock on the person and the account it is exact. Throws `face-closed`, naming
 * when it opens.
 */
export async function refuseUsedFace(
  db: Kysely<Database>,
  { accountId, personId }: Proving,
  checkId: string,
  now: Date,
): Promise<void> {
  const tries = (where: 'account_id' | 'person_id', id: string) =>
    db
      .selectFrom('real_person_check as k')
      .innerJoin('account as a', 'a.account_id', 'k.account_id')
      .select(['k.created_at', sql<boolean>`a.person_id is not distinct from k.person_id`.as('own')])
      .where(`k.${where}`, '=', id)
      .where('k.check_id', '<>', checkId)
      .where('k.created_at', '>', new Date(now.getTime() - LOOKED_BACK_MS))
      .where((is) =>
        is.or([
          is('k.state', 'in', ['refused', 'in-review', 'measuring']),
          is.and([is('k.state', '=', 'capturing'), is('k.step_deadline', '>', now)]),
        ]),
      )
      // A register without a portrait is nobody's try.
      .where(sql<boolean>`not k.reasons @> '[{"code":"reference-missing"}]'`)
      .execute();
  const made = await tries('account_id', accountId);
  const about = await tries('person_id', personId);
  const own = await holds(db, { accountId, personId });
  const windows = own ? aboutByHolder : aboutByOthers;
  const at = (rows: readonly { readonly created_at: Date }[]) => rows.map((row) => row.created_at);
  const opens = [
    triesOpenFrom(ofAccount, at(made), now),
    triesOpenFrom(windows, at(about.filter((row) => row.own === own)), now),
  ].filter((one) => one !== null);
  if (opens.length > 0) throw closed('face-closed', latest(opens), now);
}

/**
 * Refuses face and photos of the document after a fraud that reviewers found: to the account that made it, about anybody;
 * about its person, to every account that is not theirs. Throws `online-closed`, naming when it opens; counters stay open.
 */
export async function refuseAfterFraud(
  db: Kysely<Database>,
  { accountId, personId }: Proving,
  now: Date,
): Promise<void> {
  const { ofAccountMs, aboutByOthersMs } = faceTriesPolicy.fraud;
  const last = async (where: 'a.account_id' | 'a.person_id', id: string, withinMs: number) => {
    const { at } = await db
      .selectFrom('application as a')
      .innerJoin('proof as p', (join) =>
        join.onRef('p.person_id', '=', 'a.person_id').onRef('p.application_id', '=', 'a.application_id'),
      )
      .select((is) => is.fn.max<Date | null>('p.at').as('at'))
      .where(where, '=', id)
      .where('p.outcome', '=', 'refuse')
      .where('p.at', '>', new Date(now.getTime() - withinMs))
      .where(
        sql<boolean>`exists (select 1 from jsonb_array_elements(p.reasons) r
          where r->>'code' in (${sql.join([...FRAUD_REASONS])}))`,
      )
      .executeTakeFirstOrThrow();
    return at === null ? [] : [new Date(at.getTime() + withinMs)];
  };
  const opens = await last('a.account_id', accountId, ofAccountMs);
  if (!(await holds(db, { accountId, personId })))
    opens.push(...(await last('a.person_id', personId, aboutByOthersMs)));
  if (opens.length > 0) throw closed('online-closed', latest(opens), now);
}

/** True when the account is that person's own. */
export async function holds(db: Kysely<Database>, { accountId, personId }: Proving): Promise<boolean> {
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

const latest = (instants: readonly Date[]): Date => new Date(Math.max(...instants.map((at) => at.getTime())));
