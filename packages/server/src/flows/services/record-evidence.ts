import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';

/** One answer about a person, before it is given. */
export type Evidence = {
  readonly evidenceId: string;
  readonly partyId: string;
  readonly clientId: string | null;
  readonly service: ServiceId;
  readonly purpose: string;
  /** The canonical number asked about, or its keyed hash, which alone is kept. */
  readonly number: string | Buffer;
  readonly verdict: string;
  readonly reason: string;
};

/** Records an answer with its audit event, so that both sides can look it up (V2); a repetition changes nothing. */
export async function recordEvidence(
  trx: Kysely<Database>,
  keys: Pick<Context['keys'], 'blindIndex'>,
  { evidenceId, partyId, clientId, service, purpose, number, verdict, reason }: Evidence,
  { actor, now }: { actor: Actor; now: Date },
): Promise<void> {
  const made = await trx
    .insertInto('evidence')
    .values({
      subject_index: typeof number === 'string' ? keys.blindIndex('resident-number', number) : number,
      evidence_id: evidenceId,
      party_id: partyId,
      client_id: clientId,
      service,
      purpose,
      verdict,
      reason,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['subject_index', 'evidence_id']).doNothing())
    .returning('evidence_id')
    .executeTakeFirst();
  if (!made) return;
  const detail = { service, purpose, verdict, reason, party: partyId };
  await appendAudit(trx, actor, 'service.answer', { kind: 'evidence', id: evidenceId }, detail);
}
