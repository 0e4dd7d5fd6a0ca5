import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { type Context, SYSTEM } from '../../context.ts';
import { tellParty } from '../parties/tell-party.ts';
import { recordEvidence } from '../services/record-evidence.ts';

/** Questions that one waking answers at most. */
const BATCH = 200;

/**
 * Gives the answer `not-confirmed` to every question whose time is up (L3), in the order of their times and whatever became
 * of them: evidence, event and the end of what was sealed are the same work for each. Answers how many.
 */
export async function answerLinkChecks({
  db,
  keys,
  clock,
}: Pick<Context, 'db' | 'keys' | 'clock'>): Promise<number> {
  const now = clock();
  const due = await db
    .selectFrom('link_check')
    .select('evidence_id')
    .where('verdict', 'is', null)
    .where('answers_at', '<=', now)
    .orderBy('answers_at')
    .orderBy('evidence_id')
    .limit(BATCH)
    .execute();
  for (const { evidence_id } of due) {
    await db.transaction().execute(async (trx) => {
      const row = await trx
        .updateTable('link_check')
        .set(({ ref }) => ({
          verdict: 'not-confirmed',
          answered_at: ref('answers_at'),
          data_key: Buffer.alloc(0),
          sealed: Buffer.alloc(0),
        }))
        .where('evidence_id', '=', evidence_id)
        .where('verdict', 'is', null)
        .returningAll()
        .executeTakeFirst();
      if (!row) return;
      const { party_id: partyId, answers_at: at } = row;
      await recordEvidence(
        trx,
        keys,
        {
          evidenceId: evidence_id,
          partyId,
          clientId: row.client_id,
          service: 'link-check',
          purpose: row.purpose,
          number: row.subject_index,
          verdict: 'no-match',
          reason: 'not-linked',
        },
        { actor: SYSTEM, now: at },
      );
      const data = { evidenceId: evidence_id, answer: 'not-confirmed' };
      await tellParty(trx, { partyId, kind: 'link-check.answered', data }, now);
    });
  }
  return due.length;
}

/** Forgets questions past the time for which both sides can look them up; for the cleaning job. Answers how many. */
export async function forgetLinkChecks({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('link_check')
    .where('asked_at', '<', new Date(now.getTime() - partyPolicy.evidenceForMs))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
