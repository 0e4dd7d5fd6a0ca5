import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';
import { parseCode } from '@suizheng/domain/credential/presentation.ts';
import type { Reader } from '@suizheng/domain/credential/reader.ts';
import type { StatusSnapshot } from '@suizheng/domain/credential/status-list.ts';
import type { TrustList } from '@suizheng/domain/credential/trust-list.ts';
import type { Verification } from '@suizheng/domain/credential/verdict.ts';
import { verifyCode } from '@suizheng/domain/credential/verify.ts';
import { forPurpose } from './for-purpose.ts';

/** What is on this device when a code comes. `trust` is null when no list is here or the one here has ended. */
export type JudgeData = {
  readonly trust: TrustList | null;
  readonly statusLists: ReadonlyMap<number, StatusSnapshot>;
  /** Null for a stranger. */
  readonly reader: Reader | null;
  readonly purpose: string | null;
};

/** Judges a code with what is on the device; the same with and without a network. Never throws on any text. */
export async function judgeCode(
  text: string,
  data: JudgeData,
  at: { readonly now: Date; readonly online: boolean },
  crypto: CryptoPort,
): Promise<Verification> {
  if (data.trust === null) {
    // Nothing can be proven without a list that still counts: only whether it is a code at all.
    const parsed = parseCode(text);
    if (parsed.ok) return { verdict: 'refused', reason: 'data-too-old' };
    return parsed.reason === 'malformed'
      ? { verdict: 'refused', reason: parsed.reason, detail: parsed.detail }
      : { verdict: 'refused', reason: parsed.reason };
  }
  return verifyCode(text, {
    trust: data.trust,
    statusList: (list) => data.statusLists.get(list),
    reader: data.reader && forPurpose(data.reader, data.purpose, data.trust),
    now: at.now,
    online: at.online,
    crypto,
  });
}

/** Number of the status list that a code points to; null when it is no code of ours. Nothing is proven yet. */
export function statusListOf(text: string): number | null {
  const parsed = parseCode(text);
  return parsed.ok ? parsed.code.credential.claims.status.list : null;
}
