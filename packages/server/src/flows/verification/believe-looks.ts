import type { DroppedLook, LookInput } from '@suizheng/domain/contract/verification.ts';
import { ACCEPTED_REASONS, OUT_OF_SCOPE_REASONS } from '@suizheng/domain/credential/verdict.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Context } from '../../context.ts';
import type { EnrolledReader } from './reader-token.ts';

/** A look that can have happened. */
export type BelievedLook = LookInput & { readonly cti: Buffer; readonly code: Buffer };

/** Why a look that a gate reports is not taken over. */
type Doubt = DroppedLook['reason'];

type Known = {
  readonly credentials: ReadonlyMap<string, { procedure: string; issued_at: Date; expires_at: Date }>;
  /** The credential that a code was seen of before, both in base64url. */
  readonly codes: ReadonlyMap<string, string>;
};

const PASSED: readonly string[] = [...ACCEPTED_REASONS, 'already-presented'];

/**
 * What a gate says is evidence, not truth: a look counts only for a credential that exists, in the reader's scope, at a
 * time at which it could be shown, of a code that nobody saw of another credential.
 */
export async function believeLooks(
  { db }: Pick<Context, 'db'>,
  reader: EnrolledReader,
  looks: readonly LookInput[],
): Promise<{ believed: BelievedLook[]; dropped: DroppedLook[] }> {
  if (looks.length === 0) return { believed: [], dropped: [] };
  const all = looks.map((look) => ({
    ...look,
    cti: Buffer.from(look.credentialId, 'base64url'),
    code: Buffer.from(look.codeId, 'base64url'),
  }));
  const known = await lookUp(db, all);
  const dropped = all.flatMap((look): DroppedLook[] => {
    const reason = doubtOf(look, reader, known);
    return reason ? [{ lookId: look.lookId, reason }] : [];
  });
  const doubted = new Set(dropped.map(({ lookId }) => lookId));
  return { believed: all.filter(({ lookId }) => !doubted.has(lookId)), dropped };
}

async function lookUp(db: Context['db'], looks: readonly BelievedLook[]): Promise<Known> {
  const [credentials, codes] = await Promise.all([
    db
      .selectFrom('credential')
      .select(['cti', 'procedure', 'issued_at', 'expires_at'])
      .where('cti', 'in', distinct(looks.map(({ cti }) => cti)))
      .execute(),
    db
      .selectFrom('look')
      .select(['code_id', 'cti'])
      .distinct()
      .where('code_id', 'in', distinct(looks.map(({ code }) => code)))
      .execute(),
  ]);
  return {
    credentials: new Map(credentials.map(({ cti, ...row }) => [cti.toString('base64url'), row])),
    codes: new Map(codes.map((row) => [row.code_id.toString('base64url'), row.cti.toString('base64url')])),
  };
}

function doubtOf(look: BelievedLook, reader: EnrolledReader, { credentials, codes }: Known): Doubt | null {
  const credential = credentials.get(look.credentialId);
  if (!credential) return 'unknown-credential';
  const here =
    credentialProcedureById(credential.procedure)?.credential.scopes.includes(reader.scope) === true;
  const saidOutside = (OUT_OF_SCOPE_REASONS as readonly string[]).includes(look.reason);
  if (here === saidOutside) return 'out-of-scope';
  if (look.purpose !== null && purposeById(look.purpose)?.scope !== reader.scope) return 'unknown-purpose';
  if (PASSED.includes(look.reason) && !couldBeShown(Date.parse(look.at), credential))
    return 'impossible-time';
  if ((codes.get(look.codeId) ?? look.credentialId) !== look.credentialId) return 'code-of-another';
  return null;
}

function couldBeShown(at: number, { issued_at, expires_at }: { issued_at: Date; expires_at: Date }): boolean {
  const skewMs = verificationPolicy.skewSeconds * 1000;
  return at >= issued_at.getTime() - skewMs && at <= expires_at.getTime() + skewMs;
}

function distinct(values: readonly Buffer[]): Buffer[] {
  return [...new Map(values.map((value) => [value.toString('hex'), value])).values()];
}
