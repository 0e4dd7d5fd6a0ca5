import type { VerdictReason } from '@suizheng/domain/credential/verdict.ts';
import { type CodeLook, findDoubles } from '@suizheng/domain/policy/doubles.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { tellDoubles } from './tell-doubles.ts';

/** A look as it is recorded. */
export type NewLook = {
  readonly lookId: string;
  /** 12 bytes. */
  readonly cti: Buffer;
  /** 16 bytes. */
  readonly codeId: Buffer;
  /** Null for a stranger, and for a party's system. */
  readonly readerId: string | null;
  /** A relying party's system; it makes no double, it is no gate. */
  readonly clientId?: string | null;
  readonly at: Date;
  readonly receivedAt: Date;
  readonly reason: VerdictReason;
  readonly purpose: string | null;
  readonly online: boolean;
  readonly actor: Actor;
};

/** Looks that count as a presentation of a phone's code. Paper is shown many times, and anybody may scan: neither makes a double. */
const PRESENTED: readonly VerdictReason[] = ['valid', 'valid-offline', 'already-presented'];

/** True when a look counts for doubles. */
export function isPresentation(look: Pick<NewLook, 'reason' | 'readerId'>): boolean {
  return look.readerId !== null && PRESENTED.includes(look.reason);
}

/**
 * Records looks with their audit events and marks every look of the same codes that contradicts another (V4); a look
 * already recorded stays as it is. Looks at one code wait for each other, so that two gates at once see each other.
 */
export async function recordLooks(db: Kysely<Database>, all: readonly NewLook[]): Promise<void> {
  if (all.length === 0) return;
  const looks = [...new Map(all.map((look) => [look.lookId, look])).values()];
  const presented = looks.filter(isPresentation);
  await db.transaction().execute(async (trx) => {
    await holdCodes(trx, presented);
    await insertLooks(trx, looks);
    await markDoubles(
      trx,
      presented.map((look) => look.codeId),
    );
  });
}

/** The same for one look made online: if its code was presented before, the look is recorded as such and the answer says so. */
export async function recordLiveLook(db: Kysely<Database>, look: NewLook): Promise<VerdictReason> {
  const stranger = look.readerId === null && (look.clientId ?? null) === null;
  if (stranger && (await strangersAt(db, look)) >= verificationPolicy.strangers.looksForCode)
    return look.reason;
  if (await recordFirstLook(db, look)) return look.reason;
  return db.transaction().execute(async (trx) => {
    await holdCodes(trx, [look]);
    const before = await presentations(trx, [look.codeId]);
    const doubled = isDouble(look, before);
    const reason = doubled ? 'already-presented' : look.reason;
    await insertLooks(trx, [{ ...look, reason }]);
    if (doubled) await markDoubles(trx, [look.codeId]);
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

/** Makes looks at these codes wait until the transaction ends. */
async function holdCodes(trx: Kysely<Database>, looks: readonly NewLook[]): Promise<void> {
  if (looks.length === 0) return;
  const rows = looks.map(({ cti, codeId, at }) => ({
    cti: cti.toString('hex'),
    code_id: codeId.toString('hex'),
    at,
  }));
  // Always in the same order, or two batches could wait for each other for ever.
  await sql`
    insert into presented_code (cti, code_id, first_seen)
    select decode(cti, 'hex'), decode(code_id, 'hex'), min(at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (cti text, code_id text, at timestamptz)
    group by code_id, cti order by decode(code_id, 'hex'), decode(cti, 'hex')
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

/** Looks and their audit events; of a look already recorded neither comes again. One statement, whatever their number. */
async function insertLooks(trx: Kysely<Database>, looks: readonly NewLook[]): Promise<void> {
  await sql`
    with given as materialized (${given(looks)}),
    looked as (
      insert into look (cti, look_id, code_id, reader_id, client_id, at, received_at, reason, purpose, online)
      select cti, look_id, code_id, reader_id, client_id, at, received_at, reason, purpose, online from given order by n
      on conflict (cti, look_id) do nothing returning look_id)
    insert into audit_event (actor_kind, actor_id, action, object_kind, object_id, detail, trace_id)
    select actor_kind, actor_id, ${ACTION}, 'look', look_id, detail, trace_id
    from given join looked using (look_id) order by n`.execute(trx);
}

/** Looks as rows of a query: one parameter, however many they are. */
function given(looks: readonly NewLook[]) {
  const rows = looks.map((look, n) => ({
    n,
    cti: look.cti.toString('hex'),
    look_id: look.lookId,
    code_id: look.codeId.toString('hex'),
    reader_id: look.readerId,
    client_id: look.clientId ?? null,
    at: look.at,
    received_at: look.receivedAt,
    reason: look.reason,
    purpose: look.purpose,
    online: look.online,
    actor_kind: look.actor.kind,
    actor_id: look.actor.id,
    trace_id: look.actor.traceId,
    detail: detailOf(look),
  }));
  return sql`
    select n, decode(cti, 'hex') as cti, look_id, decode(code_id, 'hex') as code_id, reader_id, client_id, at,
      received_at, reason, purpose, online, actor_kind, actor_id, trace_id, detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (n int, cti text, look_id uuid, code_id text,
      reader_id uuid, client_id text, at timestamptz, received_at timestamptz, reason text, purpose text,
      online boolean, actor_kind text, actor_id text, trace_id text, detail jsonb)`;
}

const ACTION = 'look';

function detailOf({ cti, reason, purpose, online, at }: NewLook): Record<string, unknown> {
  return { credential: cti.toString('hex'), reason, purpose, online, at: at.toISOString() };
}

async function markDoubles(trx: Kysely<Database>, codeIds: readonly Buffer[]): Promise<void> {
  const looks = await presentations(trx, codeIds, { twiceAtLeast: true });
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

/** Presentations of these codes; with `twiceAtLeast` only of codes that have several: of a full batch that is almost none. */
async function presentations(
  trx: Kysely<Database>,
  codeIds: readonly Buffer[],
  { twiceAtLeast = false } = {},
): Promise<(CodeLook & { code: string; codeId: Buffer })[]> {
  if (codeIds.length === 0) return [];
  const presented = sql`reader_id is not null and reason = any(${[...PRESENTED]}::text[])`;
  const { rows } = await sql<{ look_id: string; reader_id: string; at: Date; code_id: Buffer }>`
    select look_id, reader_id, at, code_id from look
    where code_id in (
      select code_id from look where code_id = any(${[...codeIds]}::bytea[]) and ${presented}
      group by code_id having count(*) > ${twiceAtLeast ? 1 : 0})
    and ${presented}`.execute(trx);
  return rows.map((row) => ({
    lookId: row.look_id,
    reader: row.reader_id,
    at: row.at,
    codeId: row.code_id,
    code: row.code_id.toString('hex'),
  }));
}
