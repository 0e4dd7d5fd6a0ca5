import { randomUUID } from 'node:crypto';
import { signCredential } from '@suizheng/domain/credential/credential.ts';
import { fitBesideTwoNumbers } from '@suizheng/domain/credential/field-bytes.ts';
import type { Fields } from '@suizheng/domain/credential/fields.ts';
import { CTI_LENGTH } from '@suizheng/domain/credential/labels.ts';
import { sealFields } from '@suizheng/domain/credential/sealed-fields.ts';
import { naturalMonth } from '@suizheng/domain/policy/calendar.ts';
import type { CredentialProcedure, Subject } from '@suizheng/domain/procedures/procedure.ts';
import type { Context } from '../../context.ts';
import { nodeCrypto } from '../../crypto/node-crypto.ts';
import type { FactsRow, IssuedCredential } from '../../db/settle-statements.ts';
import { statusPlace } from './status-place.ts';

const crypto = nodeCrypto();

/** Seconds since 1970, whole: a credential's times are CWT NumericDates. */
export const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);

/** The instant of whole seconds since 1970. */
export const instantOf = (at: number): Date => new Date(at * 1000);

/**
 * Until when a credential can be shown after a face check at `provenAt` (B5): never past its end, and never before
 * its issue, which is what an old proof comes to: the face is checked again before it shows.
 */
export function presentUntil(
  procedure: CredentialProcedure,
  provenAt: Date,
  issuedAt: number,
  expiresAt: number,
): number {
  const until = seconds(new Date(provenAt.getTime() + procedure.credential.presentForMs));
  return Math.max(issuedAt, Math.min(expiresAt, until));
}

/** Signs the credential of an application whose rules all passed; nothing is stored here. */
export async function makeCredential(
  context: Pick<Context, 'keys' | 'random'>,
  procedure: CredentialProcedure,
  facts: FactsRow,
  subject: Subject,
  now: Date,
): Promise<IssuedCredential> {
  const policy = procedure.credential;
  const number = Number(facts.status_number);
  const cti = context.random(CTI_LENGTH);
  const status = statusPlace(number);
  const serial = number + 1;
  const issuedAt = seconds(now);
  const expiresAt = issuedAt + Math.floor(policy.validForMs / 1000);
  const proven = facts.proofs.findLast((proof) => proof.outcome === 'accept');
  const paper = facts.medium === 'paper';
  const until = paper
    ? null
    : presentUntil(procedure, proven ? new Date(proven.at) : now, issuedAt, expiresAt);
  const { epoch, keys } = context.keys.fieldKeys(policy.code);
  const sealed = await sealFields(
    disclosed(procedure, subject),
    { type: policy.code, epoch, credentialId: cti, keys },
    crypto,
  );
  const holderKey = paper ? null : facts.holder_key;
  const token = await signCredential(
    {
      type: policy.code,
      medium: facts.medium,
      credentialId: cti,
      serial,
      issuedAt,
      expiresAt,
      presentUntil: until,
      status,
      holderKey,
      epoch,
      sealed,
    },
    context.keys.credentialSigner(),
  );
  return {
    procedure: procedure.id,
    quota: paper ? null : { unit: facts.units + 1, month: naturalMonth(now) },
    credentialId: randomUUID(),
    accountId: facts.account_id,
    medium: facts.medium,
    cti,
    serial,
    statusList: status.list,
    statusIndex: status.index,
    issuedAt: instantOf(issuedAt),
    expiresAt: instantOf(expiresAt),
    presentUntil: until === null ? null : instantOf(until),
    holderKey,
    token,
  };
}

/** The fields that any purpose may open: no other ever leaves the database. */
function disclosed(procedure: CredentialProcedure, subject: Subject): Fields {
  const names = new Set(procedure.credential.purposes.flatMap((purpose) => purpose.reveals));
  const { name, number, document = 'resident-id', linked } = subject;
  const all = {
    name: linked ? fitBesideTwoNumbers(name) : name,
    number,
    documentType: document,
    linkedNumber: linked?.number,
  };
  return Object.fromEntries([...names].flatMap((field) => (all[field] ? [[field, all[field]]] : [])));
}
