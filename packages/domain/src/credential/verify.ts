import type { CryptoPort } from './crypto-port.ts';
import type { Reader } from './reader.ts';
import type { StatusSnapshot } from './status-list.ts';
import type { TrustList } from './trust-list.ts';
import type { Verification } from './verdict.ts';

/** All that a verdict depends on besides the code itself. */
export type VerifyContext = {
  /** Verified with openTrustList; never take one from elsewhere. */
  trust: TrustList;
  /** The cached list of that number, if any. */
  statusList: (list: number) => StatusSnapshot | undefined;
  /** Null for a stranger, who learns type and validity only. */
  reader: Reader | null;
  now: Date;
  /** False when the data came from a cache because the server could not be reached: never green then. */
  online: boolean;
  crypto: CryptoPort;
};

/** Judges one QR text: never throws, bounded work, one closed reason (V6). The same function runs in the API, the browser and an offline gate. */
export async function verifyCode(_text: string, _context: VerifyContext): Promise<Verification> {
  return { verdict: 'refused', reason: 'malformed', detail: 'empty' };
}
