import { parseCredential, signCredential } from '@suizheng/domain/credential/credential.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { CheckRow } from '../../db/checks.ts';
import type { Database } from '../../db/schema.ts';
import { raiseSession } from '../accounts/session.ts';
import { instantOf, presentUntil } from '../settle/issue.ts';

/**
 * What an accepted check gives besides a proof. A credential is signed again with a later end of showing (B5), for
 * the new key if there is one: same id, same status, same serial.
 */
export async function renewAfterCheck(
  trx: Kysely<Database>,
  context: Pick<Context, 'keys'>,
  row: CheckRow,
): Promise<void> {
  await raiseSession(trx, row, row.step_opened_at);
  if (row.credential_id !== null) await signAgain(trx, context, row, row.credential_id);
}

async function signAgain(
  trx: Kysely<Database>,
  { keys }: Pick<Context, 'keys'>,
  row: CheckRow,
  credentialId: string,
): Promise<void> {
  const credential = await trx
    .selectFrom('credential')
    .select(['token', 'procedure', 'holder_key'])
    .where('person_id', '=', row.person_id)
    .where('credential_id', '=', credentialId)
    // A revocation that came meanwhile stands: what it revoked is not signed again.
    .where('status', '=', 0)
    .forUpdate()
    .executeTakeFirst();
  const procedure = credential && credentialProcedureById(credential.procedure);
  if (!credential || !procedure) return;
  const { claims } = parseCredential(credential.token);
  const until = presentUntil(procedure, row.step_opened_at, claims.issuedAt, claims.expiresAt);
  const holderKey = row.new_holder_key ?? claims.holderKey;
  const token = await signCredential({ ...claims, holderKey, presentUntil: until }, keys.credentialSigner());
  await trx
    .updateTable('credential')
    .set({
      token: Buffer.from(token),
      present_until: instantOf(until),
      holder_key: row.new_holder_key ?? credential.holder_key,
    })
    .where('person_id', '=', row.person_id)
    .where('credential_id', '=', credentialId)
    .execute();
}
