import type { LookInput } from '@suizheng/domain/contract/verification.ts';
import { fromHex } from '@suizheng/domain/credential/hex.ts';
import { VERDICT_COLOURS, type Verification } from '@suizheng/domain/credential/verdict.ts';
import { toBase64url } from '../../shared/base64url.ts';
import type { LogEntry } from '../gate/gate-db.ts';

/** What was looked at, when (`at`), for what, and whether with a network. */
export type LookAt = {
  readonly lookId: string;
  readonly at: Date;
  readonly purpose: string | null;
  readonly online: boolean;
};

/** The look as it is reported; null when nothing was proven: a forged code would put a false entry into a stranger's history. */
export function lookOf(
  verification: Verification,
  { lookId, at, purpose, online }: LookAt,
): LookInput | null {
  if (verification.codeId === undefined || verification.credentialId === undefined) return null;
  return {
    lookId,
    codeId: toBase64url(fromHex(verification.codeId)!),
    credentialId: toBase64url(fromHex(verification.credentialId)!),
    at: at.toISOString(),
    reason: verification.reason,
    purpose,
    online,
  };
}

/** The look as this device remembers it: the verdict without the person. */
export function logEntryOf(verification: Verification, { lookId, at, online }: LookAt): LogEntry {
  // Out of scope not even the kind is anybody's business here (B6).
  const here = verification.verdict !== 'not-valid-here';
  return {
    lookId,
    at: at.getTime(),
    reason: verification.reason,
    colour: VERDICT_COLOURS[verification.reason],
    procedure: (here && verification.type) || null,
    medium: (here && verification.medium) || null,
    online,
  };
}
