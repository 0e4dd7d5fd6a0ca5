import type { PartyEnrolmentCode, PartyReaderView } from '@suizheng/domain/contract/party-devices.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { knownScopes, purposesIn } from '@suizheng/domain/procedures/purposes.ts';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database, ReaderTable } from '../../db/schema.ts';
import type { MemberCaller } from '../organisations/member.ts';
import { hashEnrolmentCode, newEnrolmentCode } from '../verification/enrol-reader.ts';
import { readerView } from '../verification/read-pack.ts';
import { fromRow } from '../verification/reader-token.ts';
import { lockParty } from './move.ts';
import { requirePartyMember } from './require-party.ts';
import { tellParty } from './tell-party.ts';

/** Devices of one page. */
const PAGE = 100;

type Acting = { readonly actor: Actor; readonly now: Date };

/**
 * Makes a one-time enrolment code for a device of an active party (V1), within the party's purposes. Throws
 * `validation-failed` for a scope or purpose it does not have, `too-many-devices` when devices and open codes are as
 * many as a party may have, and as `requirePartyMember` does.
 */
export async function createPartyCode(
  { db, random }: Pick<Context, 'db' | 'random'>,
  caller: MemberCaller,
  {
    partyId,
    label,
    scope,
    purposes,
  }: { partyId: string; label: string; scope: string; purposes: readonly string[] },
  { actor, now, origin }: Acting & { origin: string },
): Promise<PartyEnrolmentCode> {
  const party = await requirePartyMember(db, caller, partyId, { state: 'active' });
  refuseOutside(scope, purposes, party.purposes);
  const code = newEnrolmentCode(random);
  const code_hash = hashEnrolmentCode(code);
  const expires_at = new Date(now.getTime() + verificationPolicy.enrolment.codeForMs);
  await db.transaction().execute(async (trx) => {
    // Codes of one party wait for each other, or two at once would pass the limit together.
    const held = await lockParty(trx, partyId);
    // What was approved a moment ago an officer may have taken away meanwhile.
    if (held.state !== 'active') throw new AppError('wrong-state');
    refuseOutside(scope, purposes, held.purposes);
    if ((await countDevices(trx, partyId, now)) >= partyPolicy.mostReaders) {
      throw new AppError('too-many-devices', { params: { most: partyPolicy.mostReaders } });
    }
    await trx
      .insertInto('enrolment_code')
      .values({
        code_hash,
        party_id: partyId,
        organisation: party.name,
        label,
        scope,
        purposes: [...new Set(purposes)],
        created_by: null,
        created_at: now,
        expires_at,
        used_at: null,
      })
      .execute();
    const object = { kind: 'enrolment-code', id: code_hash.toString('hex').slice(0, 16) };
    await appendAudit(trx, actor, 'reader.allow', object, { scope, purposes: [...purposes], party: partyId });
  });
  return { code, url: `${origin}/verifier/enrol#${code}`, expiresAt: expires_at.toISOString() };
}

/** Devices of a party, newest first; `before` is the last one of the page before. */
export async function listPartyReadersOf(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  partyId: string,
  before: string | undefined,
): Promise<{ items: PartyReaderView[]; more: boolean; active: number; most: number }> {
  await requirePartyMember(db, caller, partyId);
  let page = db
    .selectFrom('reader')
    .selectAll()
    .where('party_id', '=', partyId)
    .orderBy('enrolled_at', 'desc')
    .orderBy('reader_id', 'desc')
    .limit(PAGE + 1);
  if (before !== undefined) {
    page = page.where(
      sql<boolean>`(enrolled_at, reader_id) < (select enrolled_at, reader_id from reader
        where party_id = ${partyId} and reader_id = ${before})`,
    );
  }
  const [rows, active] = await Promise.all([page.execute(), countReaders(db, partyId)]);
  return {
    items: rows.slice(0, PAGE).map(view),
    more: rows.length > PAGE,
    active,
    most: partyPolicy.mostReaders,
  };
}

/** Ends a device of the party; ending it again changes nothing. Throws `not-found` for one that is not the party's. */
export async function revokePartyReaderOf(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  { partyId, readerId, reason }: { partyId: string; readerId: string; reason: string },
  { actor, now }: Acting,
): Promise<PartyReaderView> {
  await requirePartyMember(db, caller, partyId);
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('reader')
      .selectAll()
      .where('reader_id', '=', readerId)
      .where('party_id', '=', partyId)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new AppError('not-found');
    if (row.revoked_at) return view(row);
    await trx.updateTable('reader').set({ revoked_at: now }).where('reader_id', '=', readerId).execute();
    await appendAudit(
      trx,
      actor,
      'reader.revoke',
      { kind: 'reader', id: readerId },
      { reason, party: partyId },
    );
    await tellParty(
      trx,
      { partyId, kind: 'reader.revoked', data: { reader: readerId, label: row.label } },
      now,
    );
    return view({ ...row, revoked_at: now });
  });
}

/** Devices in force, and codes that can still become one. */
async function countDevices(trx: Kysely<Database>, partyId: string, now: Date): Promise<number> {
  const open = await trx
    .selectFrom('enrolment_code')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('party_id', '=', partyId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return (await countReaders(trx, partyId)) + Number(open.count);
}

async function countReaders(db: Kysely<Database>, partyId: string): Promise<number> {
  const { count } = await db
    .selectFrom('reader')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('party_id', '=', partyId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function view(row: Selectable<ReaderTable>): PartyReaderView {
  return { ...readerView(fromRow(row)), revokedAt: row.revoked_at?.toISOString() ?? null };
}

/** What the party was approved for, and of that what belongs to the scope in which the device stands. */
function refuseOutside(scope: string, purposes: readonly string[], approved: readonly string[]): void {
  if (!knownScopes().includes(scope)) {
    throw new AppError('validation-failed', { fields: [{ field: 'scope', code: 'scope.unknown' }] });
  }
  const here = new Set(purposesIn(scope).map(({ id }) => id));
  const fields = purposes.flatMap((purpose, i): FieldError[] =>
    here.has(purpose) && approved.includes(purpose)
      ? []
      : [{ field: `purposes.${i}`, code: 'purpose.not-approved' }],
  );
  if (fields.length > 0) throw new AppError('validation-failed', { fields });
}
