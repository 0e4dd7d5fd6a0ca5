import type { State } from '@suizheng/domain/application/state.ts';
import type { Proof } from '@suizheng/domain/policy/facts.ts';
import type { Level, Rung } from '@suizheng/domain/policy/level.ts';
import type { Pool, PoolClient } from 'pg';
import type { Actor } from '../context.ts';
import type { DecisionRecord } from './schema.ts';

// The hot path: two statements settle an application, each prepared once per connection. docs/decisions/0003-settle.md
// says why they are two and not a transaction of many.

/** A pool for single statements, or the client of an open transaction. */
export type Queryable = Pick<Pool | PoolClient, 'query'>;

/** An application is named by its person first: that is how the tables are distributed. */
export type ApplicationKey = { readonly personId: string; readonly applicationId: string };

/** One row with everything that a decision and an issue need. */
export type FactsRow = {
  readonly state: State;
  readonly procedure: string;
  readonly medium: 'electronic' | 'paper';
  readonly account_id: string | null;
  readonly sealed: Buffer;
  readonly holder_key: Buffer | null;
  readonly real_name: 'match' | 'no-match' | 'not-asked';
  readonly link: 'match' | 'no-match' | null;
  readonly declined_face: boolean;
  readonly chosen_rung: Rung | null;
  readonly decision: DecisionRecord | null;
  readonly lapses_at: Date;
  readonly data_key: Buffer;
  readonly proofs: readonly (Omit<Proof, 'at'> & { readonly at: string })[];
  /** The last unit of quota ever taken, and how many were taken in the month. */
  readonly units: number;
  readonly used: number;
  readonly active_until: Date | null;
  /** Taken from the sequence when a proof was accepted: a gap costs one unused bit of a status list, a round trip costs more. */
  readonly status_number: string | null;
};

const FACTS = `
select a.state, a.procedure, a.medium, a.account_id, a.sealed, a.holder_key, a.real_name, a.link, a.declined_face, a.chosen_rung,
  a.decision, a.lapses_at, p.data_key, f.proofs, q.units, q.used, c.active_until,
  case when f.accepted then nextval('status_number') end as status_number
from application a
join person p on p.person_id = a.person_id
cross join lateral (
  select coalesce(bool_or(outcome = 'accept'), false) as accepted,
    coalesce(json_agg(json_build_object('rung', rung, 'outcome', outcome, 'reasons', reasons, 'at', at) order by at), '[]') as proofs
  from proof where person_id = a.person_id and application_id = a.application_id) f
cross join lateral (
  select coalesce(max(unit), 0) as units, (count(*) filter (where month = $3))::int as used
  from quota_use where person_id = a.person_id and procedure = a.procedure) q
cross join lateral (
  select max(expires_at) as active_until from credential
  where person_id = a.person_id and procedure = a.procedure and medium = a.medium and status <> 1 and expires_at > $4) c
where a.person_id = $1 and a.application_id = $2`;

/** Reads everything in one statement; undefined when there is no such application. `month` is the natural month of `now`. */
export async function readFacts(
  on: Queryable,
  key: ApplicationKey,
  month: string,
  now: Date,
): Promise<FactsRow | undefined> {
  const values = [key.personId, key.applicationId, month, now];
  return (await on.query<FactsRow>({ name: 'settle-facts', text: FACTS, values })).rows[0];
}

/** A case for reviewers as it is opened. */
export type NewCase = {
  readonly caseId: string;
  readonly procedure: string;
  readonly kind: 'face' | 'documents';
  readonly dueAt: Date;
  /** Drawn: a second reviewer looks too. */
  readonly secondLook: boolean;
};

/** A level on its way to the applicant's account. */
export type GrantedLevel = { readonly level: Level };

/** A step of the state machine as it is written. */
export type Transition = {
  readonly from: State;
  readonly to: State;
  readonly decision: DecisionRecord | null;
  readonly final: boolean;
  /** Destroys what was typed. */
  readonly forget: boolean;
  /** Writes a notification, with a text message, to the applicant, who is not watching. */
  readonly tell: boolean;
  /** Opens a case for reviewers; for a step to `in-review`. */
  readonly review: NewCase | null;
  readonly action: string;
  readonly detail: unknown;
};

const TAIL = `
, event as (
  insert into audit_event (actor_kind, actor_id, action, object_kind, object_id, detail, trace_id)
  select $9, $10, $11, 'application', $2::text, $12::jsonb, $13 from moved)
, told as (
  insert into notification (account_id, notification_id, kind, params, created_at, sms, sms_due_at)
  select account_id, gen_random_uuid(), 'application-' || $4::text, jsonb_build_object('application', $2::text, 'procedure', procedure),
    $7::timestamptz, 'queued', $7::timestamptz
  from moved where $8::boolean and account_id is not null
  returning account_id, notification_id)
, follow_up as (
  insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff)
  select 'send-notification', jsonb_build_object('accountId', account_id, 'notificationId', notification_id), 5, 30, true
  from told)
, closed as (
  -- Whatever moves an application out of review, its case waits for nobody any more.
  update review_case c set state = 'closed', claimed_by = null, claimed_until = null
  from moved where $3 = 'in-review' and $4 <> 'in-review'
    and c.person_id = moved.person_id and c.application_id = $2::uuid and c.state in ('open', 'claimed'))
select 1 as moved from moved`;

const MOVED = `
with moved as (
  update application
  set state = $4, decision = $5, decided_at = case when $6::boolean then $7::timestamptz end, sealed = case when $14::boolean then '' else sealed end
  where person_id = $1::uuid and application_id = $2::uuid and state = $3
  returning person_id, account_id, procedure)`;

const MOVE = `${MOVED}${TAIL}`;

const REVIEW = `${MOVED}
, opened as (
  insert into review_case (person_id, case_id, application_id, procedure, kind, due_at, created_at, second_look)
  select person_id, $15::uuid, $2::uuid, $16::text, $17::text, $18::timestamptz, $7::timestamptz, $19::boolean from moved)
${TAIL}`;

// A level is never lowered, and an account that belongs to a person never comes to belong to another.
const GRANT = `${MOVED}
, granted as (
  update account o set person_id = moved.person_id,
    level = (array['registered', 'real-name', 'real-person'])[greatest(
      array_position(array['registered', 'real-name', 'real-person'], o.level),
      array_position(array['registered', 'real-name', 'real-person'], $15::text))]
  from moved where o.account_id = moved.account_id and (o.person_id is null or o.person_id = moved.person_id))
${TAIL}`;

const ISSUE = `${MOVED}
, quota as (
  insert into quota_use (person_id, procedure, unit, month, application_id, taken_at)
  select person_id, $15::text, $16::int, $17::text, $2::uuid, $7::timestamptz from moved where $16::int is not null)
, issued as (
  insert into credential (person_id, credential_id, application_id, account_id, procedure, medium, cti, serial,
    status_list, status_index, issued_at, expires_at, present_until, holder_key, token)
  select person_id, $18::uuid, $2::uuid, $19::uuid, $15::text, $20::text, $21::bytea, $22::text, $23::int, $24::int,
    $25::timestamptz, $26::timestamptz, $27::timestamptz, $28::bytea, $29::bytea from moved)
${TAIL}`;

/** A signed credential on its way into the database. */
export type IssuedCredential = {
  readonly procedure: string;
  /** The next unit of quota and its month; null on paper, which takes none. */
  readonly quota: { readonly unit: number; readonly month: string } | null;
  readonly credentialId: string;
  readonly accountId: string | null;
  readonly medium: 'electronic' | 'paper';
  readonly cti: Uint8Array;
  readonly serial: number;
  readonly statusList: number;
  readonly statusIndex: number;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly presentUntil: Date | null;
  readonly holderKey: Buffer | null;
  readonly token: Uint8Array;
};

/**
 * Writes a transition with its audit event and what it gives, a credential or a level: all or nothing. Answers false when
 * the application is not in the prior state any more; rejects with `23505` when another issue took the same unit.
 */
export async function writeTransition(
  on: Queryable,
  key: ApplicationKey,
  actor: Actor,
  now: Date,
  step: Transition,
  given: IssuedCredential | GrantedLevel | null,
): Promise<boolean> {
  const values: unknown[] = [
    key.personId,
    key.applicationId,
    step.from,
    step.to,
    step.decision === null ? null : JSON.stringify(step.decision),
    step.final,
    now,
    step.tell,
    actor.kind,
    actor.id,
    step.action,
    JSON.stringify(step.detail),
    actor.traceId,
    step.forget,
  ];
  if (step.review !== null) {
    const { caseId, procedure, kind, dueAt, secondLook } = step.review;
    values.push(caseId, procedure, kind, dueAt, secondLook);
    return (await on.query({ name: 'settle-review', text: REVIEW, values })).rowCount === 1;
  }
  if (given === null) {
    return (await on.query({ name: 'settle-move', text: MOVE, values })).rowCount === 1;
  }
  if ('level' in given) {
    values.push(given.level);
    return (await on.query({ name: 'settle-grant', text: GRANT, values })).rowCount === 1;
  }
  const c = given;
  values.push(
    c.procedure,
    c.quota?.unit ?? null,
    c.quota?.month ?? null,
    c.credentialId,
    c.accountId,
    c.medium,
    c.cti,
    String(c.serial),
    c.statusList,
    c.statusIndex,
    c.issuedAt,
    c.expiresAt,
    c.presentUntil,
    c.holderKey,
    c.token,
  );
  return (await on.query({ name: 'settle-issue', text: ISSUE, values })).rowCount === 1;
}
