import type { AmendmentView, askAmendment } from '@suizheng/domain/contract/party-amendments.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { deadlineOf } from '@suizheng/domain/policy/deadline.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { refusedFields } from '../counter/visit.ts';
import type { MemberCaller } from '../organisations/member.ts';
import { type AmendmentRow, viewAmendment } from './amendment-view.ts';
import { refuseOutside } from './apply.ts';
import { countedSince, refuseTooMany } from './limit-asking.ts';
import { keepChange, lockParty } from './move.ts';
import type { PartyRow } from './party-view.ts';
import { requirePartyMember } from './require-party.ts';

type Request = z.output<NonNullable<typeof askAmendment.body>>;
type OwnAct = { readonly actor: Actor; readonly locale: Locale };

/** Changes in one answer. */
const AT_MOST = 20;

/**
 * Asks for other purposes and services of an active party (V1); what was approved holds until an officer has decided.
 * `operationId` becomes the change's id, so that a repetition meets it. Throws `wrong-state`, `amendment-open`,
 * `too-many-applications`, field errors for what the legal basis does not cover or where nothing would change, and as
 * `requirePartyMember` does.
 */
export async function askAmendmentOf(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  caller: MemberCaller,
  partyId: string,
  request: Request,
  { operationId, actor, locale }: OwnAct & { readonly operationId: string },
): Promise<AmendmentView> {
  const now = clock();
  return db.transaction().execute(async (trx) => {
    await requirePartyMember(trx, caller, partyId);
    const party = await lockParty(trx, partyId);
    const since = countedSince(now);
    const before = await rowsOf(trx, partyId)
      .where((row) =>
        row.or([
          row('amendment_id', '=', operationId),
          row('state', '=', 'asked'),
          row('asked_at', '>', since),
        ]),
      )
      .execute();
    const repeated = before.find(({ amendment_id }) => amendment_id === operationId);
    if (repeated) return viewAmendment(repeated, locale);
    if (party.state !== 'active') throw new AppError('wrong-state');
    const asked = { purposes: unique(request.purposes), services: unique(request.services) };
    refuseOutside(party.legal_basis, request.purposes);
    if (isSame(asked.purposes, party.purposes) && isSame(asked.services, party.services))
      throw refusedFields(['purposes', 'amendment.same']);
    if (before.some(({ state }) => state === 'asked')) throw new AppError('amendment-open');
    refuseTooMany(
      before.map(({ asked_at }) => asked_at).filter((at) => at > since),
      now,
    );
    const row = await trx
      .insertInto('party_amendment')
      .values({
        party_id: partyId,
        amendment_id: operationId,
        state: 'asked',
        explanation: request.explanation,
        purposes_before: party.purposes,
        services_before: party.services,
        ...asked,
        asked_by: caller.personId!,
        asked_at: now,
        due_at: deadlineOf({ workingDays: partyPolicy.decidedWithinDays }, now),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await keepChange(trx, partyId, { event: 'ask-amendment', staffId: null, now });
    await appendAudit(
      trx,
      actor,
      'party.ask-amendment',
      { kind: 'party', id: partyId },
      {
        amendment: operationId,
        ...asked,
        before: { purposes: party.purposes, services: party.services },
      },
    );
    return viewAmendment(row, locale);
  });
}

/** The changes of a party, newest first; throws as `requirePartyMember` does. */
export async function listAmendmentsOf(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  partyId: string,
  locale: Locale,
): Promise<{ items: AmendmentView[] }> {
  await requirePartyMember(db, caller, partyId);
  const rows = await rowsOf(db, partyId).limit(AT_MOST).execute();
  return { items: rows.map((row) => viewAmendment(row, locale)) };
}

/** Withdraws a change that is not decided; twice is harmless. Throws `not-found`, `wrong-state`. */
export async function withdrawAmendmentOf(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  caller: MemberCaller,
  { partyId, amendmentId }: { readonly partyId: string; readonly amendmentId: string },
  { actor, locale }: OwnAct,
): Promise<AmendmentView> {
  return db.transaction().execute(async (trx) => {
    await requirePartyMember(trx, caller, partyId);
    await lockParty(trx, partyId);
    const row = await amendmentOf(trx, partyId, amendmentId);
    if (row.state === 'withdrawn') return viewAmendment(row, locale);
    if (row.state !== 'asked') throw new AppError('wrong-state');
    const now = clock();
    const changed = await closeAmendment(trx, row, { state: 'withdrawn', decided_at: now });
    await keepChange(trx, partyId, { event: 'withdraw-amendment', staffId: null, now });
    const object = { kind: 'party', id: partyId };
    await appendAudit(trx, actor, 'party.withdraw-amendment', object, { amendment: amendmentId });
    return viewAmendment(changed, locale);
  });
}

/** What a party's end makes of a change that waits. */
export async function voidAmendment(trx: Kysely<Database>, partyId: string, now: Date): Promise<void> {
  await trx
    .updateTable('party_amendment')
    .set({ state: 'void', decided_at: now, taken_until: null })
    .where('party_id', '=', partyId)
    .where('state', '=', 'asked')
    .execute();
}

/** A change that waits is compared with what holds now: what was taken away meanwhile is new to whoever decides. */
export async function rebaseAmendment(
  trx: Kysely<Database>,
  partyId: string,
  { purposes, services }: Pick<PartyRow, 'purposes' | 'services'>,
): Promise<void> {
  await trx
    .updateTable('party_amendment')
    .set({ purposes_before: purposes, services_before: services })
    .where('party_id', '=', partyId)
    .where('state', '=', 'asked')
    .execute();
}

/** One change of a party; throws `not-found`. The party's row is held by whoever decides. */
export async function amendmentOf(
  trx: Kysely<Database>,
  partyId: string,
  amendmentId: string,
): Promise<AmendmentRow> {
  const row = await rowsOf(trx, partyId).where('amendment_id', '=', amendmentId).executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return row;
}

/** Ends a change that was waiting; the UPDATE carries that it was. Throws `wrong-state`. */
export async function closeAmendment(
  trx: Kysely<Database>,
  { party_id, amendment_id }: Pick<AmendmentRow, 'party_id' | 'amendment_id'>,
  change: Partial<AmendmentRow> & Pick<AmendmentRow, 'state' | 'decided_at'>,
): Promise<AmendmentRow> {
  const row = await trx
    .updateTable('party_amendment')
    .set({ ...change, taken_until: null })
    .where('party_id', '=', party_id)
    .where('amendment_id', '=', amendment_id)
    .where('state', '=', 'asked')
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new AppError('wrong-state');
  return row;
}

/** The change that waits for a decision, or undefined. */
export function openAmendment(
  db: Kysely<Database>,
  { party_id }: Pick<PartyRow, 'party_id'>,
): Promise<AmendmentRow | undefined> {
  return rowsOf(db, party_id).where('state', '=', 'asked').executeTakeFirst();
}

const rowsOf = (db: Kysely<Database>, partyId: string) =>
  db
    .selectFrom('party_amendment')
    .selectAll()
    .where('party_id', '=', partyId)
    .orderBy('asked_at', 'desc')
    .orderBy('amendment_id');

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));
