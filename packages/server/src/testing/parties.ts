import { randomUUID } from 'node:crypto';
import type { LegalBasis } from '@suizheng/domain/policy/legal-basis.ts';
import { SERVICE_IDS, type ServiceId } from '@suizheng/domain/policy/services.ts';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { findOrCreatePerson, sealJson } from '../db/people.ts';
import { ASSERTION_TYPE } from '../flows/parties/client-assertion.ts';
import { grantToken } from '../flows/parties/grant-token.ts';
import { issuerOf } from '../flows/parties/issuer.ts';
import { syntheticSubject } from './seed-application.ts';
import type { TestContext } from './test-context.ts';

let parties = 0;
const nextName = (): string => {
  parties += 1;
  return `用证单位 ${parties}`;
};

/** A relying party that was approved and has agreed, for tests of what comes after; its agent is a synthetic person. */
export async function activeParty(
  context: Pick<TestContext, 'db' | 'keys' | 'clock'>,
  {
    purposes = ['bank.account'],
    services = SERVICE_IDS,
    legalBasis = 'anti-money-laundering',
    name = nextName(),
  }: {
    purposes?: readonly string[];
    services?: readonly ServiceId[];
    legalBasis?: LegalBasis;
    name?: string;
  } = {},
): Promise<{ partyId: string; organisationId: string; agentId: string; name: string }> {
  const { db, keys } = context;
  const now = context.clock();
  const [partyId, organisationId] = [randomUUID(), randomUUID()];
  const agent = await findOrCreatePerson(db, keys, syntheticSubject(90_000 + parties), now);
  const data_key = keys.newDataKey();
  await db
    .insertInto('organisation')
    .values({
      organisation_id: organisationId,
      uscc: organisationId.replaceAll('-', '').slice(0, 18),
      name,
      data_key,
      onboarded_at: now,
    })
    .execute();
  await db
    .insertInto('relying_party')
    .values({
      party_id: partyId,
      organisation_id: organisationId,
      state: 'active',
      legal_basis: legalBasis,
      explanation: '开户时核实客户身份',
      purposes: [...purposes],
      services: [...services],
      contact: sealJson(keys, data_key, `contact:${partyId}`, { name: '测试', mobile: '16100000001' }),
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
    .execute();
  return { partyId, organisationId, agentId: agent.person_id, name };
}

/** The party's agent as a signed-in administrator of its organisation, as flows take who calls. */
export async function administratorOf(
  context: Pick<TestContext, 'db' | 'clock' | 'newAccount'>,
  { organisationId, agentId }: { readonly organisationId: string; readonly agentId: string },
): Promise<{ accountId: string; personId: string; level: 'real-person' }> {
  const accountId = await context.newAccount('real-person', agentId);
  await context.db
    .insertInto('organisation_member')
    .values({
      organisation_id: organisationId,
      person_id: agentId,
      role: 'administrator',
      joined_at: context.clock(),
    })
    .execute();
  return { accountId, personId: agentId, level: 'real-person' };
}

/** A client of a party with a key of its own; `token()` asks for an access token as its system would. */
export async function clientOf(
  context: Pick<TestContext, 'db' | 'keys' | 'clock' | 'webauthn'>,
  { partyId }: { readonly partyId: string },
  {
    services = SERVICE_IDS,
    clientId = randomUUID() as string,
  }: { services?: readonly ServiceId[]; clientId?: string } = {},
) {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  await context.db
    .insertInto('client')
    .values({
      client_id: clientId,
      party_id: partyId,
      label: '测试系统',
      method: 'private_key_jwt',
      jwks: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'test' }] }),
      certificate_sha256: null,
      services: [...services],
      created_by: null,
      created_at: context.clock(),
      expires_at: null,
    })
    .execute();
  const assertion = (claims: JWTPayload = {}, header: { alg?: string; kid?: string } = {}) => {
    const iat = Math.floor(context.clock().getTime() / 1_000);
    return new SignJWT({
      iss: clientId,
      sub: clientId,
      aud: issuerOf(context),
      iat,
      exp: iat + 60,
      jti: randomUUID(),
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'test', ...header })
      .sign(privateKey);
  };
  const token = async (scope?: string): Promise<string> => {
    const request = {
      grantType: 'client_credentials',
      scope,
      clientId: undefined,
      assertionType: ASSERTION_TYPE,
      assertion: await assertion(),
      certificate: null,
    };
    const grant = await grantToken(context, request, randomUUID(), context.clock());
    if (grant.kind === 'refused') throw new Error(`no token: ${grant.error}`);
    return grant.token;
  };
  return { clientId, privateKey, assertion, token };
}
