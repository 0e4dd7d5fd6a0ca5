import type { LinkRequestView } from '@suizheng/domain/contract/link-checks.ts';
import { LINK_CONSENT } from '@suizheng/domain/contract/link-consent.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Kysely, Selectable } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { openJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import type { LinkCheckTable } from '../../db/tables/link-checks.ts';
import type { SignedIn } from '../accounts/session.ts';
import { mayAskNow } from '../parties/is-active.ts';
import { tellParty } from '../parties/tell-party.ts';
import { recordEvidence } from '../services/record-evidence.ts';
import { type AskedNumbers, placeOfNumbers } from './ask-link-check.ts';
import { readLinkRequest } from './link-requests.ts';
import { numbersAreLinked } from './numbers-are-linked.ts';
import { reportAsker } from './report-asker.ts';

type DecideContext = Pick<Context, 'db' | 'keys' | 'permits' | 'clock'>;
type Row = Selectable<LinkCheckTable>;
type Say = 'approve' | 'refuse' | 'report';
const SAID = { approve: 'approved', refuse: 'refused', report: 'reported' } as const;

/**
 * What the holder says to a request (L3), once and before it expires. Only a yes that both documents bear out is told, at
 * once, and to a party that is active and may ask it still; a refusal, a report and a yes about two people's documents are kept here,
 * and the party hears the one answer of all others at the end of the time. The row is the record of the consent: words, time, party and purpose; the answer
 * uses it up, so that there is nothing to withdraw. Throws `not-found`, `wrong-state`, `validation-failed` (`version`),
 * `register-unavailable`, which leaves everything as it is.
 */
export async function decideLinkRequest(
  context: DecideContext,
  { accountId, personId }: Pick<SignedIn, 'accountId' | 'personId'>,
  request: {
    readonly evidenceId: string;
    readonly say: Say;
    readonly version: string;
    readonly actor: Actor;
    readonly locale: Locale;
  },
): Promise<LinkRequestView> {
  const { evidenceId, say, version, locale } = request;
  if (say === 'approve' && version !== LINK_CONSENT.version)
    throw new AppError('validation-failed', { fields: [{ field: 'version', code: 'consent.missing' }] });
  const { db, keys, clock } = context;
  const row = await db
    .selectFrom('link_check')
    .selectAll()
    .where('evidence_id', '=', evidenceId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  // Whoever the account belongs to now must be whom it belonged to then.
  if (!row || personId === null || row.person_id !== personId) throw new AppError('not-found');
  refuseLate(row, clock());
  const linked = say === 'approve' && (await isLinked(context, row, accountId, personId));
  const now = clock();
  await db.transaction().execute(async (trx) => {
    await write(trx, context, row, { ...request, linked }, now);
  });
  return readLinkRequest({ db, keys }, accountId, evidenceId, { locale, now });
}

function refuseLate({ said, verdict, answers_at }: Row, now: Date): void {
  if (said !== null || verdict !== null || now >= answers_at) throw new AppError('wrong-state');
}

/** Asked outside any transaction: a link of the holder's own that is valid, else the register. */
async function isLinked(
  context: DecideContext,
  row: Row,
  accountId: string,
  personId: string,
): Promise<boolean> {
  if (row.sealed.length === 0) throw new AppError('wrong-state');
  const place = placeOfNumbers(row.evidence_id);
  const asked = openJson<AskedNumbers>(context.keys, row.data_key, place, row.sealed);
  return numbersAreLinked(context, { accountId, personId }, asked);
}

async function write(
  trx: Kysely<Database>,
  { keys }: DecideContext,
  row: Row,
  { say, linked, actor }: { readonly say: Say; readonly linked: boolean; readonly actor: Actor },
  now: Date,
): Promise<void> {
  const { evidence_id: evidenceId, party_id: partyId } = row;
  const told = linked && (await mayAskNow(trx, partyId, { service: 'link-check', purpose: row.purpose }));
  const written = await trx
    .updateTable('link_check')
    .set({
      said: SAID[say],
      said_at: now,
      consent_version: say === 'approve' ? LINK_CONSENT.version : null,
      ...(told ? { verdict: 'confirmed' as const, answered_at: now } : {}),
      data_key: Buffer.alloc(0),
      sealed: Buffer.alloc(0),
    })
    .where('evidence_id', '=', evidenceId)
    .where('said', 'is', null)
    .where('verdict', 'is', null)
    .where('answers_at', '>', now)
    .returning('evidence_id')
    .executeTakeFirst();
  if (!written) throw new AppError('wrong-state');
  const object = { kind: 'evidence', id: evidenceId };
  const detail = { party: partyId, purpose: row.purpose, version: LINK_CONSENT.version };
  await appendAudit(trx, actor, `link-check.${say}`, object, say === 'approve' ? detail : { party: partyId });
  if (say === 'report') await reportAsker(trx, row, now);
  if (!told) return;
  await recordEvidence(
    trx,
    keys,
    {
      evidenceId,
      partyId,
      clientId: row.client_id,
      service: 'link-check',
      purpose: row.purpose,
      number: row.subject_index,
      verdict: 'match',
      reason: 'linked',
    },
    { actor, now },
  );
  const data = { evidenceId, answer: 'confirmed' };
  await tellParty(trx, { partyId, kind: 'link-check.answered', data }, now);
}
