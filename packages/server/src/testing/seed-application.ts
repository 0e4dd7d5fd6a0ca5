import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { residentIdCheckCharacter } from '@suizheng/domain/identifiers/resident-id.ts';
import type { Rung } from '@suizheng/domain/policy/level.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Context } from '../context.ts';
import { exportPublicKey } from '../crypto/node-crypto.ts';
import { findOrCreatePerson, sealJson } from '../db/people.ts';
import type { ApplicationKey } from '../db/settle-statements.ts';

/** A phone's key: x ‖ y, and the form in which the API takes it. */
export function newHolderKey() {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = Buffer.from(exportPublicKey(pair.publicKey));
  return {
    key,
    privateKey: pair.privateKey,
    text: Buffer.concat([Buffer.of(4), key]).toString('base64url'),
  };
}

/** The n-th synthetic person (0–999 999), nobody of the sandbox's register. */
export function syntheticSubject(n: number): { name: string; number: string } {
  const day = new Date(Date.UTC(1950, 0, 1 + Math.floor(n / 500))).toISOString().slice(0, 10);
  const first17 = `990000${day.replaceAll('-', '')}${String((n % 500) * 2).padStart(3, '0')}`;
  return { name: '周全', number: first17 + residentIdCheckCharacter(first17) };
}

const holder = newHolderKey();

/** Stores an application as `apply` leaves it, without asking the register; the face proof is optional. */
export async function seedApplication(
  context: Pick<Context, 'db' | 'keys' | 'clock'>,
  options: {
    subject: { name: string; number: string };
    accountId: string;
    proof?: 'accept' | 'review' | 'refuse';
    at?: Date;
  },
): Promise<ApplicationKey> {
  const { subject, accountId } = options;
  const procedure = credentialProcedureById('rail-temporary-id')!;
  const now = options.at ?? context.clock();
  const person = await findOrCreatePerson(context.db, context.keys, subject, now);
  const applicationId = randomUUID();
  const input = { ...subject, city: '北京市' };
  await context.db
    .insertInto('application')
    .values({
      person_id: person.person_id,
      application_id: applicationId,
      account_id: accountId,
      procedure: procedure.id,
      procedure_version: procedure.version,
      state: 'proving',
      sealed: sealJson(context.keys, person.data_key, `application:${applicationId}`, input),
      holder_key: holder.key,
      real_name: 'match',
      decision: null,
      created_at: now,
      decided_at: null,
      lapses_at: new Date(now.getTime() + procedure.lapsesAfterMs),
    })
    .execute();
  const key = { personId: person.person_id, applicationId };
  if (options.proof) await seedProof(context, key, options.proof);
  return key;
}

/** Adds a proof as a face check, a reviewer or an officer does. */
export async function seedProof(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  key: ApplicationKey,
  outcome: 'accept' | 'review' | 'refuse',
  rung: Rung = 'real-person',
): Promise<void> {
  const reasons = outcome === 'accept' ? [] : [{ code: 'match-uncertain' as const }];
  await db
    .insertInto('proof')
    .values({
      person_id: key.personId,
      application_id: key.applicationId,
      proof_id: randomUUID(),
      rung,
      outcome,
      reasons: JSON.stringify(reasons),
      measurements: null,
      staff_id: null,
      at: clock(),
    })
    .execute();
}
