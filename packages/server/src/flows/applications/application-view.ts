import { isFinal } from '@suizheng/domain/application/state.ts';
import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import type { ReasonView } from '@suizheng/domain/contract/fields.ts';
import { maskIdentityNumber } from '@suizheng/domain/identifiers/identity-document.ts';
import { maskPersonName } from '@suizheng/domain/identifiers/person-name.ts';
import type { Reason } from '@suizheng/domain/policy/decision.ts';
import { triesLeft, waysOf } from '@suizheng/domain/policy/ladder.ts';
import type { Rung } from '@suizheng/domain/policy/level.ts';
import { REASONS } from '@suizheng/domain/policy/reason.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { fill, type Locale } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';
import { type ApplicationRow, factsOf } from '../../db/applications.ts';
import { openJson, openPerson, type PersonRow } from '../../db/people.ts';
import { linkedDocuments } from '../credentials/linked-document.ts';
import type { ClosedWays } from '../real-person-checks/closed-ways.ts';

/**
 * An application as its applicant sees it; the subject is masked (B1: it may be another person). `closed` is what closes
 * ways beyond the application's own ladder, where somebody asked.
 */
export function viewApplication(
  { keys, clock }: Pick<Context, 'keys' | 'clock'>,
  row: ApplicationRow,
  locale: Locale,
  closed: ClosedWays = { face: null, photos: null },
): ApplicationView {
  const now = clock();
  const ladder = procedureById(row.procedure)?.ladder ?? [];
  const facts = factsOf(row);
  const need = isFinal(row.state) ? null : (row.decision?.need ?? null);
  const needed = ladder.find(({ rung }) => rung === need);
  const open = isFinal(row.state) ? [] : waysOf(ladder, facts, now);
  return {
    id: row.application_id,
    procedure: row.procedure,
    state: row.state,
    subject: maskedSubject(keys, { ...row, sealed: row.person_sealed }),
    documents: linkedDocuments(keys, row),
    city: typedCity(keys, row),
    createdAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    lapsesAt: row.lapses_at.toISOString(),
    need,
    ways: open.map((step) => ({
      rung: step.rung,
      gives: step.gives,
      triesLeft: triesLeft(step, facts, now),
      closedUntil: closedUntil(step.rung, closed)?.toISOString() ?? null,
      takes: step.takes,
    })),
    dueAt: row.review_due_at?.toISOString() ?? null,
    triesLeft: (needed && triesLeft(needed, facts, now)) ?? 0,
    reasons: (row.decision?.reasons ?? []).map((reason) => viewReason(reason, locale)),
    credentialId: row.credential_id,
  };
}

function closedUntil(rung: Rung, { face, photos }: ClosedWays): Date | null {
  if (rung === 'real-person') return face;
  return rung === 'document-review' ? photos : null;
}

/** A decision's reason in the reader's language. */
export function viewReason(reason: Reason, locale: Locale): ReasonView {
  const words = REASONS[reason.code];
  return {
    code: reason.code,
    reason: fill(words.reason[locale], reason.params),
    next: fill(words.next[locale], reason.params),
    ...(reason.params ? { params: { ...reason.params } } : {}),
  };
}

/** Name and number with their middle hidden. */
export function maskedSubject(keys: Context['keys'], person: PersonRow): { name: string; number: string } {
  const { name, number, document = 'resident-id' } = openPerson(keys, person);
  return { name: maskPersonName(name), number: maskIdentityNumber(document, number) };
}

/** The city that was typed, when the form has one and it is still kept. */
export function typedCity(
  keys: Context['keys'],
  row: Pick<ApplicationRow, 'application_id' | 'sealed' | 'data_key'>,
): string | null {
  if (row.sealed.length === 0) return null;
  const place = `application:${row.application_id}`;
  const input = openJson<{ city?: unknown }>(keys, row.data_key, place, row.sealed);
  return typeof input.city === 'string' ? input.city : null;
}
