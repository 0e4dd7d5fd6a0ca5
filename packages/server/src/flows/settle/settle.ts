import { randomUUID } from 'node:crypto';
import { eventOf, isFinal, next, type State } from '@suizheng/domain/application/state.ts';
import { naturalMonth } from '@suizheng/domain/policy/calendar.ts';
import { deadlineOf } from '@suizheng/domain/policy/deadline.ts';
import { type Decision, decideAll } from '@suizheng/domain/policy/decision.ts';
import type { Facts } from '@suizheng/domain/policy/facts.ts';
import { reviewPolicy } from '@suizheng/domain/policy/review.ts';
import type { Procedure } from '@suizheng/domain/procedures/procedure.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { lockPerson, openJson } from '../../db/people.ts';
import { queryableOn } from '../../db/queryable.ts';
import { isTaken, wasUndone } from '../../db/repeat-undone.ts';
import type { Database, DecisionRecord } from '../../db/schema.ts';
import {
  type ApplicationKey,
  type FactsRow,
  type NewCase,
  type Queryable,
  readFacts,
  type Transition,
  writeTransition,
} from '../../db/settle-statements.ts';
import { grantLevel } from './grant-level.ts';
import { makeCredential } from './issue.ts';
import { type PaperApplication, paperSubject } from './paper-application.ts';

/** What settling needs of the context. */
export type SettleContext = Pick<Context, 'db' | 'pool' | 'clock' | 'random' | 'keys'>;

/** Where the application stands now, and the credential when this call issued it. */
export type Settled = { readonly state: State; readonly credentialId: string | null };

/**
 * The one decision path: gathers the facts, decides by the procedure's rules, and writes state, quota, credential,
 * audit event and follow-up in one statement. Safe to call at any time and any number of times; whoever adds a fact
 * (a proof, a refusal of the face) calls it after committing the fact. Throws when there is no such application.
 */
export async function settle(context: SettleContext, key: ApplicationKey, actor: Actor): Promise<Settled> {
  try {
    // Without a lock: nearly always nobody else is issuing to the same person, and then two round trips do.
    const settled = await settleOnce(context, context.pool, key, actor);
    if (settled) return settled;
  } catch (error) {
    // Another application of the person was issued between our two statements, or the second was undone.
    if (!isTaken(error) && !wasUndone(error)) throw error;
  }
  return settleLocked(context, key, actor).catch((error: unknown) => {
    // A sign-in at this moment made an account of the number that was to be passed on: met again, it is found.
    if (isTaken(error)) return settleLocked(context, key, actor);
    throw error;
  });
}

/**
 * The same behind a lock on the person: applications of one person then settle one after the other. A level is always
 * granted here: what follows from it (take-over.ts) is one transaction with it.
 */
async function settleLocked(context: SettleContext, key: ApplicationKey, actor: Actor): Promise<Settled> {
  return context.db.transaction().execute(async (trx) => {
    await lockPerson(trx, key.personId);
    const on = queryableOn(trx);
    let settled = await settleOnce(context, on, key, actor, trx);
    // Only a withdrawal or a lapse can have come between: the state is final now, and the next read says so.
    settled ??= await settleOnce(context, on, key, actor, trx);
    if (!settled) throw new Error('an application changed its state twice while it was being settled');
    return settled;
  });
}

/**
 * One reading, one decision, one writing; null when the application moved in between, or when it wants a level and
 * there is no transaction yet to grant it in.
 */
async function settleOnce(
  context: SettleContext,
  on: Queryable,
  key: ApplicationKey,
  actor: Actor,
  trx: Kysely<Database> | null = null,
): Promise<Settled | null> {
  const now = context.clock();
  const row = await readFacts(on, key, naturalMonth(now), now);
  if (!row) throw new Error('no such application');
  if (isFinal(row.state)) return { state: row.state, credentialId: null };
  const procedure = procedureById(row.procedure);
  if (!procedure) throw new Error(`no procedure ${row.procedure}`);
  if (now >= row.lapses_at) {
    const written = await writeTransition(on, key, actor, now, lapseOf(row), null);
    return written ? { state: 'lapsed', credentialId: null } : null;
  }
  const facts = factsOf(row);
  const decision = decideAll(procedure.rules, facts, now);
  const step = transitionOf(context, procedure, row, decision, now);
  if (!step) return { state: row.state, credentialId: null };
  if (decision.kind === 'issue' && procedure.outcome === 'level') {
    if (!trx) return null;
    const to = await grantLevel(trx, context, key, actor, now, { procedure, row, facts, step });
    return to && { state: to, credentialId: null };
  }
  const credential =
    decision.kind === 'issue' && procedure.outcome === 'credential'
      ? await makeCredential(context, procedure, row, subjectOf(context, procedure, key, row), now)
      : null;
  const { credentialId = null } = credential ?? {};
  const detail = { ...(step.detail as object), credential: credentialId };
  const told = credentialId === null ? step : { ...step, detail };
  return (await writeTransition(on, key, actor, now, told, credential))
    ? { state: step.to, credentialId }
    : null;
}

function subjectOf(context: SettleContext, procedure: Procedure, key: ApplicationKey, row: FactsRow) {
  const input = openJson(context.keys, row.data_key, `application:${key.applicationId}`, row.sealed);
  return row.medium === 'paper' ? paperSubject(input as PaperApplication) : procedure.subject(input, null);
}

function factsOf(row: FactsRow): Facts {
  const proofs = row.proofs.map((proof) => ({ ...proof, at: new Date(proof.at) }));
  return {
    medium: row.medium,
    realName: row.real_name,
    ...(row.link === null ? {} : { link: row.link }),
    proofs,
    declinedFace: row.declined_face,
    chosen: row.chosen_rung,
    usedThisMonth: row.used,
    active: row.active_until === null ? null : { expiresAt: row.active_until },
  };
}

/** The transition that a decision is, or null when it leaves everything as it is. */
function transitionOf(
  context: SettleContext,
  procedure: Procedure,
  row: FactsRow,
  decision: Decision,
  now: Date,
): Transition | null {
  const to = next(row.state, eventOf(decision));
  if (!to) throw new Error(`the transition table has no way from ${row.state} by ${decision.kind}`);
  const record = recordOf(decision);
  if (to === row.state && row.decision && sameDecision(row.decision, record)) return null;
  return {
    from: row.state,
    to,
    decision: record,
    final: isFinal(to),
    forget: false,
    tell: row.medium === 'electronic' && row.state !== 'proving' && to !== row.state,
    review: to === 'in-review' && row.state !== 'in-review' ? newCase(context, procedure, row, now) : null,
    action: `application.${decision.kind}`,
    detail: { state: to, rules: record.rules, reasons: record.reasons.map((reason) => reason.code) },
  };
}

/** What reviewers are asked: about the documents' photos, or about a face that is not clearly the one on record. */
function newCase(
  { random }: SettleContext,
  { id, ladder }: Procedure,
  { proofs }: FactsRow,
  now: Date,
): NewCase {
  const within = ladder.find(({ rung }) => rung === 'document-review')?.decidedWithin ?? { workingDays: 1 };
  return {
    caseId: randomUUID(),
    procedure: id,
    kind: proofs.at(-1)?.rung === 'document-review' ? 'documents' : 'face',
    dueAt: deadlineOf(within, now),
    secondLook: random(1)[0]! < reviewPolicy.secondLookShare * 256,
  };
}

function recordOf(decision: Decision): DecisionRecord {
  const { kind, rules } = decision;
  const reasons = decision.kind === 'issue' ? [] : decision.reasons;
  if (decision.kind === 'await') return { kind, rules, reasons, need: decision.need };
  if (decision.kind === 'refer') return { kind, rules, reasons, need: decision.to };
  return { kind, rules, reasons };
}

function sameDecision(a: DecisionRecord, b: DecisionRecord): boolean {
  const essence = (d: DecisionRecord) => [d.kind, d.need, d.rules, d.reasons.map((reason) => reason.code)];
  return JSON.stringify(essence(a)) === JSON.stringify(essence(b));
}

/** Time is up: what was typed is destroyed with the transition. */
function lapseOf(row: Pick<FactsRow, 'state'>): Transition {
  return {
    from: row.state,
    to: 'lapsed',
    decision: null,
    final: true,
    forget: true,
    tell: false,
    review: null,
    action: 'application.lapse',
    detail: {},
  };
}
