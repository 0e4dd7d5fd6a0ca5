import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';
import { applicationOf } from '../../db/applications.ts';
import { openJson, openPerson, personById } from '../../db/people.ts';
import { openAccount } from '../accounts/account-view.ts';
import { viewReason } from '../applications/application-view.ts';
import { readCredential } from '../credentials/read-credentials.ts';
import { evidencePagesAbout } from '../services/list-evidence.ts';

type PartContext = Pick<Context, 'db' | 'keys' | 'clock'>;

const PAGE = 100;

/** The account and its holder, in full: they are the reader's own. */
export async function accountPart({ db, keys }: PartContext, accountId: string) {
  const row = await db
    .selectFrom('account')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return {
    id: accountId,
    mobile: openAccount(keys, row).mobile ?? null,
    level: row.level,
    language: row.locale,
    createdAt: row.created_at.toISOString(),
    holder: row.person_id === null ? null : openPerson(keys, await personById(db, row.person_id)),
  };
}

/** Applications with what was typed, every proof, the decision and its reasons in words. */
export async function* applicationPages(context: PartContext, accountId: string, locale: Locale) {
  for await (const ids of pagesOfIds(context, 'application', accountId)) {
    const page = [];
    for (const id of ids) {
      const row = await applicationOf(context.db, accountId, id);
      if (!row) continue;
      const { keys } = context;
      const person = { person_id: row.person_id, data_key: row.data_key, sealed: row.person_sealed };
      const name = procedureById(row.procedure)?.text.name[locale] ?? row.procedure;
      page.push({
        id,
        service: { id: row.procedure, name },
        state: row.state,
        about: openPerson(keys, person),
        typed: row.sealed.length === 0 ? null : openJson(keys, row.data_key, `application:${id}`, row.sealed),
        createdAt: row.created_at.toISOString(),
        decidedAt: row.decided_at?.toISOString() ?? null,
        chosenWay: row.chosen_rung,
        faceDeclined: row.declined_face,
        proofs: row.proofs.map(({ rung, outcome, reasons, at }) => ({
          rung,
          outcome,
          at: new Date(at).toISOString(),
          reasons: reasons.map((reason) => viewReason(reason, locale)),
        })),
        decision: row.decision && {
          kind: row.decision.kind,
          rules: row.decision.rules,
          reasons: row.decision.reasons.map((reason) => viewReason(reason, locale)),
        },
      });
    }
    yield page;
  }
}

/** Credentials as their holder sees them, with the signed bytes that are still there. */
export async function* credentialPages(context: PartContext & Pick<Context, 'issuer'>, accountId: string) {
  const { db } = context;
  for await (const ids of pagesOfIds(context, 'credential', accountId)) {
    const page = [];
    for (const id of ids) {
      const bare = await db
        .selectFrom('credential')
        .select(['procedure', 'issued_at', 'expires_at', 'token'])
        .where('credential_id', '=', id)
        .executeTakeFirstOrThrow();
      const view = await readCredential(context, { accountId }, id);
      page.push({
        id,
        service: bare.procedure,
        identifier: view.identifier,
        status: view.status,
        issuedAt: bare.issued_at.toISOString(),
        expiresAt: bare.expires_at.toISOString(),
        token: bare.token.toString('base64url'),
      });
    }
    yield page;
  }
}

/** Who looked at which credential, when, for what, with which result. */
export async function* lookPages({ db }: PartContext, accountId: string) {
  for (let after: { at: Date; id: string } | null = null; ; ) {
    let query = db
      .selectFrom('look as l')
      .innerJoin('credential as c', 'c.cti', 'l.cti')
      .leftJoin('reader as r', 'r.reader_id', 'l.reader_id')
      .select(['l.look_id', 'l.at', 'l.purpose', 'l.reason', 'l.online', 'l.doubled'])
      .select(['c.credential_id', 'r.organisation', 'r.label'])
      .where('c.account_id', '=', accountId)
      .orderBy('l.at')
      .orderBy('l.look_id')
      .limit(PAGE);
    if (after !== null) {
      const { at, id } = after;
      query = query.where((is) =>
        is.or([is('l.at', '>', at), is.and([is('l.at', '=', at), is('l.look_id', '>', id)])]),
      );
    }
    const rows = await query.execute();
    yield rows.map(({ look_id: _, credential_id, organisation, label, at, ...rest }) => ({
      credential: credential_id,
      at: at.toISOString(),
      by: organisation === null ? null : `${organisation} ${label}`,
      ...rest,
    }));
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    after = { at: last.at, id: last.look_id };
  }
}

/** Which relying party asked about the account's holder, when, for what, with which answer. */
export async function* checkPages({ db, keys }: PartContext, accountId: string) {
  const { person_id } = await db
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (person_id === null) return;
  const { number } = openPerson(keys, await personById(db, person_id));
  for await (const page of evidencePagesAbout(db, keys, [number])) {
    yield page.map(({ at, organisation, service, purpose, verdict, reason }) => ({
      at: at.toISOString(),
      by: organisation,
      service,
      purpose,
      verdict,
      reason,
    }));
  }
}

const ROWS = {
  notification: {
    order: 'notification_id',
    columns: ['kind', 'params', 'created_at', 'read_at', 'sms'],
  },
  consent: { order: 'consent_id', columns: ['kind', 'version', 'guardian', 'granted_at', 'withdrawn_at'] },
  session: { order: 'session_id', columns: ['created_at', 'expires_at', 'ended_at', 'proven'] },
} as const;

/** Rows of a table that belong to the account, as they are: ids, codes and instants. */
export async function* rowPages(
  { db }: PartContext,
  table: keyof typeof ROWS,
  accountId: string,
): AsyncGenerator<Record<string, unknown>[]> {
  const { order, columns } = ROWS[table];
  for await (const rows of pagesOf(db, table, order, columns, accountId)) {
    yield rows.map(({ [order]: _, ...rest }) => rest);
  }
}

/** Ids of an account's applications or credentials, page by page. */
async function* pagesOfIds(
  { db }: PartContext,
  table: 'application' | 'credential',
  accountId: string,
): AsyncGenerator<string[]> {
  const id = table === 'application' ? 'application_id' : 'credential_id';
  for await (const rows of pagesOf(db, table, id, [], accountId)) yield rows.map((row) => String(row[id]));
}

async function* pagesOf(
  db: PartContext['db'],
  table: keyof typeof ROWS | 'application' | 'credential',
  order: string,
  columns: readonly string[],
  accountId: string,
): AsyncGenerator<Record<string, unknown>[]> {
  // biome-ignore lint/suspicious/noExplicitAny: one query over tables that differ in names of ours only
  const from = db.selectFrom(table) as any;
  const query = from
    .select([order, ...columns])
    .where('account_id', '=', accountId)
    .orderBy(order)
    .limit(PAGE);
  for (let after: unknown = null; ; ) {
    const page = after === null ? query : query.where(order, '>', after);
    const rows: Record<string, unknown>[] = await page.execute();
    yield rows;
    after = rows.at(-1)?.[order];
    if (rows.length < PAGE) return;
  }
}
