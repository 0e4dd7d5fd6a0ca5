import type { LinkCheckView } from '@suizheng/domain/contract/link-checks.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import {
  type IdentityDocument,
  parseIdentityDocument,
} from '@suizheng/domain/identifiers/identity-document.ts';
import { linkCheckPolicy } from '@suizheng/domain/policy/link-check.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import type { Mode } from '@suizheng/domain/procedures/procedure.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { sealJson } from '../../db/people.ts';
import { QUEUE_SCHEMA } from '../../db/queues.ts';
import type { Database } from '../../db/schema.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { IDEMPOTENCY_POLICY } from '../idempotency/answer-once.ts';
import { admit } from '../services/admit.ts';
import type { Ask } from '../services/ask.ts';
import { steadily } from '../services/steadily.ts';
import { readLinkCheck } from './read-link-check.ts';

/** A document as a relying party names it, and the same with its number in canonical form. */
export type NamedDocument = { readonly document: IdentityDocument; readonly number: string };

/** What is sealed of a question while a holder is asked; `place` is where. */
export type AskedNumbers = { readonly first: string; readonly second: string };
export const placeOfNumbers = (evidenceId: string): string => `link-check:${evidenceId}`;

type AskContext = Pick<Context, 'db' | 'keys' | 'mode' | 'limits'>;

/**
 * Asks whether two numbers are one person's (L3). Everything a question writes is written for every question alike, in one
 * statement that finds the holder on its way; the holder is told later, by a job that every question has. So neither the
 * answer nor the time it takes tells whether anybody was found. Throws `validation-failed`, `not-allowed` (purpose),
 * `too-many-requests`, `quota-used`.
 */
export async function askLinkCheck(
  context: AskContext,
  ask: Ask,
  asked: { readonly first: NamedDocument; readonly second: NamedDocument },
): Promise<LinkCheckView> {
  return steadily(servicePolicy.answersEveryMs.text, async () => {
    const [first, second] = canonical(context.mode, asked);
    await admit(context, ask);
    await countNumbers(context, ask, [first, second]);
    await store(context, ask, first, second);
    const { client, evidenceId, locale, now } = ask;
    return readLinkCheck(context, { partyId: client.partyId, evidenceId, locale, now });
  });
}

const isResidence = ({ document }: NamedDocument): boolean => document === 'residence-permit';

function canonical(
  mode: Mode,
  { first, second }: { first: NamedDocument; second: NamedDocument },
): [NamedDocument, NamedDocument] {
  const fields: FieldError[] = [];
  const whole = (at: 'first' | 'second', { document, number }: NamedDocument): NamedDocument => {
    const parsed = parseIdentityDocument(document, number, mode);
    if (parsed.ok) return { document, number: parsed.value.number };
    fields.push({ field: `${at}.number`, code: `${document}.${parsed.reason}` as FieldFaultCode });
    return { document, number };
  };
  const both: [NamedDocument, NamedDocument] = [whole('first', first), whole('second', second)];
  // A resident card is nobody's second document here; two permits of one kind are never one person's.
  if (both.some(({ document }) => document === 'resident-id') || isResidence(first) === isResidence(second))
    fields.push({ field: 'second.document', code: 'linked.kinds' });
  if (fields.length > 0) throw new AppError('validation-failed', { fields });
  return both;
}

/** How often one party asks about one number, whoever bears it: else it could watch a person by asking again and again. */
async function countNumbers(
  context: AskContext,
  { client, now }: Ask,
  numbers: readonly NamedDocument[],
): Promise<void> {
  if (!context.limits) return;
  const party = Buffer.from(client.partyId.replaceAll('-', ''), 'hex');
  for (const { number } of numbers) {
    const subject = Buffer.concat([context.keys.blindIndex('resident-number', number), party]);
    await countAttempt(context, 'link-checks-about', subject, linkCheckPolicy.ofPartyAboutNumber, now);
  }
}

async function store(
  { db, keys }: AskContext,
  { client, purpose, evidenceId, actor, now }: Ask,
  first: NamedDocument,
  second: NamedDocument,
): Promise<void> {
  const [subjectIndex, secondIndex] = [first, second].map(({ number }) =>
    keys.blindIndex('resident-number', number),
  );
  const answersAt = new Date(now.getTime() + partyPolicy.consentWaitMs);
  // Sealed whether or not there is a holder to show it to: the statement keeps it only where there is one.
  const dataKey = keys.newDataKey();
  const numbers: AskedNumbers = { first: first.number, second: second.number };
  const sealed = sealJson(keys, dataKey, placeOfNumbers(evidenceId), numbers);
  const job = JSON.stringify({ evidenceId });
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows = 0n } = await sql`
      with holder as (
        select a.account_id, a.person_id from account a join person p on p.person_id = a.person_id
        where p.number_index in (${subjectIndex}, ${secondIndex}) and a.level = 'real-person'
          and length(a.data_key) > 0 and length(p.data_key) > 0
        order by (p.number_index = ${subjectIndex}) desc, a.created_at desc, a.account_id limit 1)
      insert into link_check (subject_index, evidence_id, party_id, client_id, purpose, first_document,
        second_document, second_index, asked_at, answers_at, account_id, person_id, data_key, sealed)
      select ${subjectIndex}::bytea, ${evidenceId}::uuid, ${client.partyId}::uuid, ${client.clientId}, ${purpose},
        ${first.document}, ${second.document}, ${secondIndex}::bytea, ${now}::timestamptz, ${answersAt}::timestamptz,
        h.account_id, h.person_id,
        case when h.account_id is null then '' else ${dataKey}::bytea end,
        case when h.account_id is null then '' else ${sealed}::bytea end
      from (select 1) one left join holder h on true
      on conflict do nothing`.execute(trx);
    if (numAffectedRows === 0n) return refuseOther(trx, evidenceId, [subjectIndex!, secondIndex!], now);
    await sql`
      insert into ${sql.id(QUEUE_SCHEMA, 'job')} (name, data, retry_limit, start_after)
      values ('tell-link-request', ${job}::jsonb, 3, now()),
        ('answer-link-checks', ${job}::jsonb, 3, now() + ${partyPolicy.consentWaitMs} * interval '1 millisecond')`.execute(
      trx,
    );
    const object = { kind: 'evidence', id: evidenceId };
    await appendAudit(trx, actor, 'link-check.ask', object, { party: client.partyId, purpose });
  });
}

/** An id that is taken is this very question's, asked again after a crash; else a key of another day or question made it. */
async function refuseOther(
  trx: Kysely<Database>,
  evidenceId: string,
  [subject, second]: readonly [Buffer, Buffer],
  now: Date,
): Promise<void> {
  const same = await trx
    .selectFrom('link_check')
    .select('evidence_id')
    .where('evidence_id', '=', evidenceId)
    .where('subject_index', '=', subject)
    .where('second_index', '=', second)
    .where('asked_at', '>', new Date(now.getTime() - IDEMPOTENCY_POLICY.keptForMs))
    .executeTakeFirst();
  if (!same) throw new AppError('idempotency-key-reused');
}
