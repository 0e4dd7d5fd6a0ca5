import type { Pool } from 'pg';
import type { Actor } from '../context.ts';
import { repeatUndone } from './repeat-undone.ts';

/** Who asks for work: the cases of an approver and of a reviewer are different ones. */
export type Asker = {
  readonly staffId: string;
  readonly approver: boolean;
  readonly reviewer: boolean;
};

/** What they ask for; null means any. */
export type Wanted = {
  readonly procedure: string | null;
  readonly kind: string | null;
  readonly caseId: string | null;
};

/**
 * The persons that the asker is: at most one, none where they are not linked to any; and every access of theirs, ended
 * ones too: two opinions are two people's. Parameter $1 is the asker.
 */
export const ME = `
me as materialized (
  select p.person_id from staff s join person p on p.number_index = s.person_index where s.staff_id = $1::uuid),
mine_all as materialized (
  select $1::uuid as staff_id union
  select t.staff_id from staff s join staff t on t.person_index = s.person_index where s.staff_id = $1::uuid)`;

/**
 * Which cases `c` the asker ($1; approver $2, reviewer $3) may decide: never one about themselves or of their own
 * making, never one they have given an opinion on or handed on; what needs an approver goes to approvers only.
 */
export const FOR_ME = `
  (case when c.escalated or c.round >= 3 then $2::boolean else $3::boolean end)
  and not exists (select 1 from mine_all where mine_all.staff_id = c.escalated_by)
  and not exists (select 1 from review_opinion o
    where o.person_id = c.person_id and o.case_id = c.case_id and o.staff_id in (select staff_id from mine_all))
  and not exists (select 1 from me where me.person_id = c.person_id
    or exists (select 1 from application a join account u on u.account_id = a.account_id
      where a.person_id = c.person_id and a.application_id = c.application_id and u.person_id = me.person_id))`;

/** Nobody holds `c` at $4. */
export const FREE = `c.state in ('open', 'claimed') and (c.state = 'open' or c.claimed_until <= $4::timestamptz)`;

const CLAIM_AUDIT = `
event as (
  insert into audit_event (actor_kind, actor_id, action, object_kind, object_id, detail, trace_id)
  select $6, $7, 'review.claim', 'review-case', case_id::text, '{}', $8 from claimed)
select case_id, claimed_until from claimed`;

const MINE = `
mine as materialized (
  select c.person_id, c.case_id from review_case c
  where c.claimed_by = $1::uuid and c.state = 'claimed' and c.claimed_until > $4::timestamptz
  order by c.claimed_until desc limit 1)`;

const CLAIM = `
claimed as (
  update review_case c set state = 'claimed', claimed_by = $1::uuid, claimed_until = $5::timestamptz
  from (select * from mine union all select * from free) x
  where c.person_id = x.person_id and c.case_id = x.case_id
    and (${FREE} or (c.state = 'claimed' and c.claimed_by = $1::uuid))
  returning c.person_id, c.case_id, c.claimed_until)`;

const CLAIM_NEXT = `
with ${ME}, ${MINE}, free as (
  select c.person_id, c.case_id from review_case c
  where not exists (select 1 from mine) and ${FREE} and ${FOR_ME}
    and ($9::text is null or c.procedure = $9::text) and ($10::text is null or c.kind = $10::text)
  order by c.due_at, c.case_id limit 1
  for update of c skip locked),
${CLAIM}, ${CLAIM_AUDIT}`;

// Waits for whoever has this case in hand: skipped, it would look free to the words that say why it was not given.
const CLAIM_THIS = `
with ${ME}, mine as materialized (
  select c.person_id, c.case_id from review_case c
  where c.case_id = $9::uuid and c.claimed_by = $1::uuid and c.state = 'claimed' and c.claimed_until > $4::timestamptz),
free as (
  select c.person_id, c.case_id from review_case c
  where c.case_id = $9::uuid and ${FREE} and ${FOR_ME}
  for update of c),
${CLAIM},
-- One case at a time: taking another gives back the one before.
given_back as (
  update review_case c set state = 'open', claimed_by = null, claimed_until = null
  from claimed where c.claimed_by = $1::uuid and c.state = 'claimed' and c.case_id <> claimed.case_id),
${CLAIM_AUDIT}`;

/** A claim as the database gave it. */
export type ClaimRow = { readonly case_id: string; readonly claimed_until: Date };

/**
 * Claims in one statement with its audit event: the case wanted, or of those wanted the one due first; whoever holds
 * one already goes on with it. Undefined when there is none. Askers at the same moment never get the same one.
 */
export async function writeClaim(
  pool: Pick<Pool, 'query'>,
  { staffId, approver, reviewer }: Asker,
  { procedure, kind, caseId }: Wanted,
  { now, until, actor }: { readonly now: Date; readonly until: Date; readonly actor: Actor },
): Promise<ClaimRow | undefined> {
  const values = [staffId, approver, reviewer, now, until, actor.kind, actor.id, actor.traceId];
  const statement =
    caseId === null
      ? { name: 'review-claim-next', text: CLAIM_NEXT, values: [...values, procedure, kind] }
      : { name: 'review-claim-this', text: CLAIM_THIS, values: [...values, caseId] };
  return (await repeatUndone(() => pool.query<ClaimRow>(statement))).rows[0];
}
