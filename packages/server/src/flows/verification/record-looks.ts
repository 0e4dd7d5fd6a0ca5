import type { VerdictReason } from '@suizheng/domain/credential/verdict.ts';
import { type CodeLook, findDoubles } from '@suizheng/domain/policy/doubles.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { type LookRows, rowsOfLines, rowsOfLooks } from './look-rows.ts';
import { isPresentation, type NewLook, PRESENTED } from './new-look.ts';
import { tellDoubles } from './tell-doubles.ts';

/**
 * Records looks with their audit events and marks every look of the same codes that contradicts another (V4); a look
 * already recorded stays as it is. Looks at one code wait for each other, so that two gates at once see each other.
 */
export async function recordLooks(db: Kysely<Database>, looks: readonly NewLook[]): Promise<void> {
  if (looks.length > 0) await recordRows(db, rowsOfLooks(looks));
}

/** The same for looks as they stand in a node's spool; throws where the database cannot read one of the lines. */
export async function recordLines(
  db: Kysely<Database>,
  lines: readonly string[],
  receivedAt: Date,
): Promise<void> {
  if (lines.length > 0) await recordRows(db, rowsOfLines(lines, receivedAt));
}

async function recordRows(db: Kysely<Database>, rows: LookRows): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await holdCodes(trx, rows);
    await markDoubles(trx, await insertLooks(trx, rows));
  });
}

/** The same for one look made online: if its code was presented before, the look is recorded as such and the answer says so. */
export async function recordLiveLook(db: Kysely<Database>, look: NewLook): Promise<VerdictReason> {
  const stranger = look.readerId === null && (look.clientId ?? null) === null;
  if (stranger && (await strangersAt(db, look)) >= verificationPolicy.strangers.looksForCode)
    return look.reason;
  if (await recordFirstLook(db, look)) return look.reason;
  return db.transaction().execute(async (trx) => {
    const rows = rowsOfLooks([look]);
    await holdCodes(trx, rows);
    const before = await presentations(trx, [look.codeId]);
    const doubled = isDouble(look, before);
    const reason = doubled ? 'already-presented' : look.reason;
    await markDoubles(trx, await insertLooks(trx, rowsOfLooks([{ ...look, reason }])));
    return reason;
  });
}

/** True when this look contradicts one of those before it. */
export function isDouble(
  look: Pick<NewLook, 'lookId' | 'readerId' | 'at'>,
  before: readonly CodeLook[],
): boolean {
  const mine = { lookId: look.lookId, reader: look.readerId!, at: look.at };
  return findDoubles([...before, mine], verificationPolicy.doubles).some(
    ({ lookId }) => lookId === look.lookId,
  );
}

async function strangersAt(db: Kysely<Database>, { cti, codeId }: NewLook): Promise<number> {
  const { count } = await db
    .selectFrom('look')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('code_id', '=', codeId)
    .where('cti', '=', cti)
    .where('reader_id', 'is', null)
    .where('client_id', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What isPresentation tells, of rows of looks. */
const PRESENTATION = sql`(reader_id is not null and reason = any(${[...PRESENTED]}::text[]))`;

/** Makes looks at these codes wait until the transaction ends. */
async function holdCodes(trx: Kysely<Database>, rows: LookRows): Promise<void> {
  // Always in the same order, or two batches could wait for each other for ever.
  await sql`
    insert into presented_code (cti, code_id, first_seen)
    select cti, code_id, min(at) from (${rows}) as given where ${PRESENTATION}
    group by code_id, cti order by code_id, cti
    on conflict (cti, code_id) do update set first_seen = presented_code.first_seen`.execute(trx);
}

/**
 * The usual case in one statement, because every gate waits for it: code, look and audit event, all or nothing.
 * Answers false, and has recorded nothing, when the code was presented before; it waits for whoever is presenting it.
 */
async function recordFirstLook(db: Kysely<Database>, look: NewLook): Promise<boolean> {
  const { cti, codeId, at, lookId, actor } = look;
  const first = isPresentation(look)
    ? sql`insert into presented_code (cti, code_id, first_seen) values (${cti}, ${codeId}, ${at})
        on conflict do nothing returning cti`
    : sql`select ${cti}::bytea as cti`;
  const result = await sql`
    with first as (${first}),
    looked as (
      insert into look (cti, look_id, code_id, reader_id, client_id, at, received_at, reason, purpose, online)
      select cti, ${lookId}, ${codeId}, ${look.readerId}, ${look.clientId ?? null}, ${at}, ${look.receivedAt},
        ${look.reason}, ${look.purpose}, ${look.online}
      from first returning look_id)
    insert into audit_event (actor_kind, actor_id, action, object_kind, object_id, detail, trace_id)
    select ${actor.kind}, ${actor.id}, ${ACTION}, 'look', look_id, ${JSON.stringify(detailOf(look))}, ${actor.traceId}
    from looked returning event_id`.execute(db);
  return result.rows.length === 1;
}

/**
 * Looks and their audit events; of a look already recorded neither comes again. One statement, whatever their number.
 * Answers the codes that were presented more than once: of a full batch almost none.
 */
async function insertLooks(trx: Kysely<Database>, rows: LookRows): Promise<Buffer[]> {
  const result = await sql<{ code_id: Buffer }>`
    with given as materialized (${rows}),
    looked as (
      insert into look (cti, look_id, code_id, reader_id, client_id, at, received_at, reason, purpose, online)
      select cti, look_id, code_id, reader_id, client_id, at, received_at, reason, purpose, online from given order by n
      on conflict (cti, look_id) do nothing returning look_id),
    told as (
      insert into audit_event (actor_kind, actor_id, action, object_kind, object_id, detail, trace_id)
      select actor_kind, actor_id, ${ACTION}, 'look', look_id, ${DETAIL}, trace_id
      from given join looked using (look_id) order by n),
    presented as (select look_id, code_id from given where ${PRESENTATION})
    select code_id from presented group by code_id having count(*) > 1
    union
    select presented.code_id from presented join look using (code_id)
    where look.look_id <> presented.look_id and ${PRESENTATION}`.execute(trx);
  return result.rows.map((row) => row.code_id);
}

const ACTION = 'look';

/** What detailOf tells, of a row. */
const DETAIL = sql`jsonb_build_object('credential', encode(cti, 'hex'), 'reason', reason, 'purpose', purpose,
  'online', online, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

function detailOf({ cti, reason, purpose, online, at }: NewLook): Record<string, unknown> {
  return { credential: cti.toString('hex'), reason, purpose, online, at: at.toISOString() };
}

async function markDoubles(trx: Kysely<Database>, codeIds: readonly Buffer[]): Promise<void> {
  const looks = await presentations(trx, codeIds);
  const byCode = Map.groupBy(looks, (look) => look.code);
  const doubled = [...byCode.values()].flatMap((same) => findDoubles(same, verificationPolicy.doubles));
  if (doubled.length === 0) return;
  const marked = await trx
    .updateTable('look')
    .set({ doubled: true })
    .where('code_id', 'in', [...new Set(looks.map(({ codeId }) => codeId))])
    .where(
      'look_id',
      'in',
      doubled.map(({ lookId }) => lookId),
    )
    .where('doubled', '=', false)
    .returning(['look_id', 'code_id'])
    .execute();
  await tellDoubles(trx, marked);
}

/** Presentations of these codes. */
async function presentations(
  trx: Kysely<Database>,
  codeIds: readonly Buffer[],
): Promise<(CodeLook & { code: string; codeId: Buffer })[]> {
  if (codeIds.length === 0) return [];
  const { rows } = await sql<{ look_id: string; reader_id: string; at: Date; code_id: Buffer }>`
    select look_id, reader_id, at, code_id from look
    where code_id = any(${[...codeIds]}::bytea[]) and ${PRESENTATION}`.execute(trx);
  return rows.map((row) => ({
    lookId: row.look_id,
    reader: row.reader_id,
    at: row.at,
    codeId: row.code_id,
    code: row.code_id.toString('hex'),
  }));
}
