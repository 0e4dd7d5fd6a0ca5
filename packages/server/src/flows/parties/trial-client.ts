import { randomUUID } from 'node:crypto';
import type { TrialClientView } from '@suizheng/domain/contract/clients.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { residentIdCheckCharacter } from '@suizheng/domain/identifiers/resident-id.ts';
import { clientPolicy, trialLimits } from '@suizheng/domain/policy/client.ts';
import { LEGAL_BASES } from '@suizheng/domain/policy/legal-basis.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { SERVICE_IDS } from '@suizheng/domain/policy/services.ts';
import { purposesIn } from '@suizheng/domain/procedures/purposes.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { findOrCreatePerson, sealJson } from '../../db/people.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { publicKeysOf } from './client-keys.ts';

/** The demonstration's relying party: the same in every sandbox. */
const DEMO = {
  partyId: 'd3300000-0000-4000-8000-000000000001',
  organisationId: 'd3300000-0000-4000-8000-000000000002',
  name: '随证演示用证单位',
  uscc: '91990000MA00DEMO01',
  legalBasis: 'resident-id-13',
} as const;

/**
 * A newcomer's client of the demonstration party, in a sandbox only: small limits of its own, ended after
 * partyPolicy.trialForMs. Throws `not-found` in production, `validation-failed` for a key that will not do.
 */
export async function createTrialClient(
  context: Pick<Context, 'db' | 'keys' | 'mode' | 'limits'>,
  jwk: Readonly<Record<string, unknown>>,
  { ip, actor, now }: { readonly ip: string; readonly actor: Actor; readonly now: Date },
): Promise<TrialClientView> {
  const { db, keys, mode, limits } = context;
  if (!mode.sandbox) throw new AppError('not-found');
  const publicKeys = publicKeysOf([jwk], () => 'jwk');
  if (limits) {
    await countAttempt(
      context,
      'trial-client',
      keys.blindIndex('address', ip),
      clientPolicy.trialsPerNetwork,
      now,
    );
  }
  const purposes = await seedDemoParty(context, now);
  const clientId = `trial-${randomUUID()}`;
  const expiresAt = new Date(now.getTime() + partyPolicy.trialForMs);
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('client')
      .values({
        client_id: clientId,
        party_id: DEMO.partyId,
        label: '试用',
        method: 'private_key_jwt',
        jwks: JSON.stringify({ keys: publicKeys }),
        certificate_sha256: null,
        services: [...SERVICE_IDS],
        created_by: null,
        created_at: now,
        expires_at: expiresAt,
        limits: JSON.stringify(trialLimits(SERVICE_IDS)),
      })
      .execute();
    await appendAudit(trx, actor, 'client.trial', { kind: 'client', id: clientId }, { party: DEMO.partyId });
  });
  return {
    clientId,
    partyId: DEMO.partyId,
    services: [...SERVICE_IDS],
    purposes: [...purposes],
    limits: clientPolicy.trialLimits,
    expiresAt: expiresAt.toISOString(),
  };
}

/** Makes sure that the demonstration party is there; answers its purposes. */
async function seedDemoParty(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  now: Date,
): Promise<readonly string[]> {
  const there = await db
    .selectFrom('relying_party')
    .select('purposes')
    .where('party_id', '=', DEMO.partyId)
    .executeTakeFirst();
  if (there) return there.purposes;
  const purposes = LEGAL_BASES[DEMO.legalBasis].scopes.flatMap((scope) =>
    purposesIn(scope).map(({ id }) => id),
  );
  await db.transaction().execute(async (trx) => {
    // Nobody of any register: the district does not exist.
    const first17 = '99000019000101000';
    const identity = { name: '演示', number: first17 + residentIdCheckCharacter(first17) };
    const agent = await findOrCreatePerson(trx, keys, identity, now);
    const data_key = keys.newDataKey();
    await trx
      .insertInto('organisation')
      .values({
        organisation_id: DEMO.organisationId,
        uscc: DEMO.uscc,
        name: DEMO.name,
        data_key,
        onboarded_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx
      .insertInto('relying_party')
      .values({
        party_id: DEMO.partyId,
        organisation_id: DEMO.organisationId,
        state: 'active',
        legal_basis: DEMO.legalBasis,
        explanation: '供开发者试用接口',
        purposes,
        services: [...SERVICE_IDS],
        contact: sealJson(keys, data_key, `contact:${DEMO.partyId}`, { name: '演示', mobile: '16100000000' }),
        applied_by: agent.person_id,
        applied_at: now,
        due_at: now,
        decided_by: null,
        decided_at: now,
        decision_note: null,
        agreement_version: '1',
        agreed_by: agent.person_id,
        agreed_at: now,
        ended_at: null,
        end_reason: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  return purposes;
}
