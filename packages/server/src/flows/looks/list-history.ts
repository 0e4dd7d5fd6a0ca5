import type { HistoryEntry, LookReportView } from '@suizheng/domain/contract/looks.ts';
import { ACCEPTED_REASONS } from '@suizheng/domain/credential/verdict.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { findDoubles } from '@suizheng/domain/policy/doubles.ts';
import { reasonInWords, type ServiceReason } from '@suizheng/domain/policy/service-verdicts.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';
import { openPerson, personById } from '../../db/people.ts';
import { type EvidenceAbout, listEvidenceAbout } from '../services/list-evidence.ts';
import { readerName } from '../verification/reader-token.ts';
import { type Holder, type OwnLook, ownLooks } from './own-looks.ts';
import { reportsOf } from './report-view.ts';

type HistoryContext = Pick<Context, 'db' | 'keys'>;
type Asked = { readonly locale: Locale; readonly now: Date };

/**
 * Who looked at the holder's documents and who asked about them, newest first (T5). Throws `not-found` where a document
 * is named that is not theirs.
 */
export async function listHistoryOf(
  context: HistoryContext,
  holder: Holder,
  credentialId: string | undefined,
  { locale, now }: Asked,
): Promise<HistoryEntry[]> {
  if (credentialId !== undefined) await requireOwn(context.db, holder.accountId, credentialId);
  const [looks, asked, reports] = await Promise.all([
    ownLooks(context.db, holder, { credentialId, now }),
    credentialId === undefined ? questionsAbout(context, holder) : [],
    reportsOf(context, holder.accountId),
  ]);
  const doubles = await doublesAmong(context.db, looks);
  const entries = [
    ...looks.map((look) => viewLook(look, doubles, reports, locale)),
    ...asked.map((one) => viewQuestion(one, reports, locale)),
  ];
  return entries.sort((a, b) => b.at.localeCompare(a.at));
}

/** One entry; throws `not-found` for what is not the holder's. */
export async function readHistoryEntryOf(
  context: HistoryContext,
  holder: Holder,
  evidenceId: string,
  { locale, now }: Asked,
): Promise<HistoryEntry> {
  const reports = await reportsOf(context, holder.accountId);
  const [look] = await ownLooks(context.db, holder, { lookId: evidenceId, now });
  if (look) return viewLook(look, await doublesAmong(context.db, [look]), reports, locale);
  const question = (await questionsAbout(context, holder)).find((one) => one.evidenceId === evidenceId);
  if (question) return viewQuestion(question, reports, locale);
  throw new AppError('not-found');
}

/** What services were asked about the holder's number. */
export async function questionsAbout(
  { db, keys }: HistoryContext,
  { personId }: Holder,
): Promise<EvidenceAbout[]> {
  if (personId === null) return [];
  const { number } = openPerson(keys, await personById(db, personId));
  return listEvidenceAbout(db, keys, [number]);
}

async function requireOwn(db: Context['db'], accountId: string, credentialId: string): Promise<void> {
  const own = await db
    .selectFrom('credential')
    .select('credential_id')
    .where('credential_id', '=', credentialId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (!own) throw new AppError('not-found');
}

type Doubles = ReadonlyMap<string, { otherReader: string; otherAt: string }>;
type Reports = ReadonlyMap<string, LookReportView>;

/** For each doubled look the one it contradicts. */
async function doublesAmong(db: Context['db'], looks: readonly OwnLook[]): Promise<Doubles> {
  const codes = looks.filter(({ doubled }) => doubled).map(({ code_id }) => code_id);
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('look as l')
    .innerJoin('reader as r', 'r.reader_id', 'l.reader_id')
    .select(['l.look_id', 'l.code_id', 'l.at', 'r.reader_id', 'r.organisation', 'r.label'])
    .where('l.code_id', 'in', codes)
    .where('l.doubled', '=', true)
    .execute();
  const named = new Map(rows.map((row) => [row.look_id, readerName(row)]));
  const byCode = Map.groupBy(rows, ({ code_id }) => code_id.toString('hex'));
  return new Map(
    [...byCode.values()].flatMap((same) =>
      findDoubles(
        same.map(({ look_id, reader_id, at }) => ({ lookId: look_id, reader: reader_id, at })),
        verificationPolicy.doubles,
      ).map(({ lookId, other }) => {
        const double = { otherReader: named.get(other.lookId)!, otherAt: other.at.toISOString() };
        return [lookId, double] as const;
      }),
    ),
  );
}

function viewLook(look: OwnLook, doubles: Doubles, reports: Reports, locale: Locale): HistoryEntry {
  const accepted = isAccepted(look.reason);
  return {
    evidenceId: look.look_id,
    kind: 'look',
    organisation: look.organisation,
    place: look.label,
    at: look.at.toISOString(),
    credential: look.credential_id,
    procedure: look.procedure,
    service: null,
    purpose: look.purpose,
    fields: accepted ? fieldsSeen(look) : [],
    online: look.online,
    accepted,
    reason: look.reason,
    title: reasonInWords(look.reason as ServiceReason, locale).title,
    doubled: doubles.get(look.look_id) ?? null,
    report: reports.get(look.look_id) ?? null,
  };
}

/** What the purpose opens of such a document; nothing for a stranger or without one. */
function fieldsSeen({ procedure, purpose, scope, organisation }: OwnLook): string[] {
  if (organisation === null || purpose === null) return [];
  const uses = credentialProcedureById(procedure)?.credential.purposes ?? [];
  const use = uses.find((one) => one.id === purpose && (scope === null || one.scope === scope));
  return [...(use?.reveals ?? [])];
}

function viewQuestion(one: EvidenceAbout, reports: Reports, locale: Locale): HistoryEntry {
  return {
    evidenceId: one.evidenceId,
    kind: 'service',
    organisation: one.organisation,
    place: null,
    at: one.at.toISOString(),
    credential: null,
    procedure: null,
    service: one.service,
    purpose: one.purpose,
    fields: [],
    online: true,
    accepted: one.verdict === 'green' || one.verdict === 'amber' || one.verdict === 'match',
    reason: one.reason,
    title: reasonInWords(one.reason, locale).title,
    doubled: null,
    report: reports.get(one.evidenceId) ?? null,
  };
}

function isAccepted(reason: string): boolean {
  return (ACCEPTED_REASONS as readonly string[]).includes(reason);
}
