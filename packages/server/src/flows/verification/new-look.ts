import type { VerdictReason } from '@suizheng/domain/credential/verdict.ts';
import type { Actor } from '../../context.ts';

/** A look as it is recorded. */
export type NewLook = {
  readonly lookId: string;
  /** 12 bytes. */
  readonly cti: Buffer;
  /** 16 bytes. */
  readonly codeId: Buffer;
  /** Null for a stranger, and for a party's system. */
  readonly readerId: string | null;
  /** A relying party's system; it makes no double, it is no gate. */
  readonly clientId?: string | null;
  readonly at: Date;
  readonly receivedAt: Date;
  readonly reason: VerdictReason;
  readonly purpose: string | null;
  readonly online: boolean;
  readonly actor: Actor;
};

/** Looks that count as a presentation of a phone's code. Paper is shown many times, and anybody may scan: neither makes a double. */
export const PRESENTED: readonly VerdictReason[] = ['valid', 'valid-offline', 'already-presented'];

/** True when a look counts for doubles. */
export function isPresentation(look: Pick<NewLook, 'reason' | 'readerId'>): boolean {
  return look.readerId !== null && PRESENTED.includes(look.reason);
}
