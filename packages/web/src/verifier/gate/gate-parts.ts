import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';
import type { GateDb } from './gate-db.ts';

/** What the gate works with; `now` is the server's time as far as it is known. */
export type GateParts = {
  readonly db: GateDb;
  readonly crypto: CryptoPort;
  readonly now: () => Date;
  /** True while the last call reached the server. */
  readonly online: () => boolean;
};
