import { parseReference } from '@suizheng/domain/application/reference.ts';
import { OPEN_STATES } from '@suizheng/domain/application/state.ts';
import type { CounterPersonView } from '@suizheng/domain/contract/people.ts';
import { identityDocumentOf, parseIdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { counterPolicy, type VisitPurpose } from '@suizheng/domain/policy/counter.ts';
import type { Context } from '../../context.ts';
import { findPerson as personByIndex } from '../../db/people.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { auditLook } from '../staff/audit-look.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { counterPerson } from './person-view.ts';
import { type Doing, refusedFields, type VisitContext } from './visit.ts';

/**
 * Finds a person by a document’s number or by the reference of an open application; everything is masked. Who looked,
 * what for and whom they found goes into the audit log before it is shown, also when there was nobody; what was typed
 * does not. Throws `validation-failed` on `query`, `too-many-requests`.
 */
export async function findPerson(
  context: VisitContext,
  officer: StaffMember,
  { purpose, query }: { purpose: VisitPurpose; query: string },
  { operationId, actor, locale }: Doing,
): Promise<CounterPersonView | null> {
  const { db, limits, clock } = context;
  const by = readQuery(context, query);
  if (!by) throw refusedFields(['query', 'query.unreadable']);
  if (limits)
    await countAttempt(
      context,
      'counter-searches',
      Buffer.from(officer.staffId),
      counterPolicy.searches,
      clock(),
    );
  const personId = 'number' in by ? await byNumber(context, by.number) : await byReference(context, by);
  const object = personId ? { kind: 'person', id: personId } : { kind: 'search', id: operationId };
  const detail = {
    by: 'number' in by ? 'number' : 'reference',
    counter: officer.counter,
    found: personId !== null,
  };
  await auditLook(db, actor, purpose, object, detail);
  return personId === null ? null : counterPerson(context, personId, { masked: true, locale });
}

function readQuery({ mode }: Pick<Context, 'mode'>, query: string) {
  const kind = identityDocumentOf(query, mode);
  const parsed = kind && parseIdentityDocument(kind, query, mode);
  return parsed?.ok ? { number: parsed.value.number } : parseReference(query);
}

async function byNumber({ db, keys }: Pick<Context, 'db' | 'keys'>, number: string): Promise<string | null> {
  return (await personByIndex(db, keys.blindIndex('resident-number', number)))?.person_id ?? null;
}

/** A reference is short: only while its application is open does it lead anywhere, and never when two would answer. */
async function byReference(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { from, to }: { from: string; to: string },
): Promise<string | null> {
  const rows = await db
    .selectFrom('application')
    .select('person_id')
    .where('application_id', '>=', from)
    .where('application_id', '<=', to)
    .where('state', 'in', OPEN_STATES)
    .where('lapses_at', '>', clock())
    .limit(2)
    .execute();
  return rows.length === 1 ? rows[0]!.person_id : null;
}
