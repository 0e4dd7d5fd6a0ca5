import type { CheckView } from '@suizheng/domain/contract/services.ts';
import {
  reasonInWords,
  type ServiceReason,
  verdictOfReason,
} from '@suizheng/domain/policy/service-verdicts.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import type { Ask } from './ask.ts';
import { recordEvidence } from './record-evidence.ts';

/**
 * Gives an answer about the bearer of a number: the evidence is written first, with what `also` writes, or there is no
 * answer (V2).
 */
export async function giveAnswer(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  ask: Ask,
  about: { readonly number: string; readonly code: ServiceReason },
  also: (trx: Kysely<Database>) => Promise<void> = async () => {},
): Promise<CheckView> {
  const { client, service, purpose, evidenceId, actor, now } = ask;
  const verdict = verdictOfReason(about.code);
  const evidence = {
    evidenceId,
    partyId: client.partyId,
    clientId: client.clientId,
    service,
    purpose,
    number: about.number,
    verdict,
    reason: about.code,
  };
  await db.transaction().execute(async (trx) => {
    await recordEvidence(trx, keys, evidence, { actor, now });
    await also(trx);
  });
  return checkView(ask, about.code);
}

/** An answer in the language of whoever asked. */
export function checkView(
  { service, purpose, evidenceId, locale, now }: Ask,
  code: ServiceReason,
): CheckView {
  return {
    evidenceId,
    service,
    purpose,
    verdict: verdictOfReason(code),
    code,
    ...reasonInWords(code, locale),
    checkedAt: now.toISOString(),
  };
}
