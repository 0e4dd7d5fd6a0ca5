import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';

const DAY = 86_400;

/** Lives of keys, in seconds: policy of the installation. */
export type KeyPolicy = {
  /** Between a new key's publication and its first signature: every device must have fetched a trust list by then, so not less than the amber age of the data. */
  leadSeconds: number;
  /** A retired key still signs this long: processes learn of a rotation a moment after each other. */
  overlapSeconds: number;
  /** Signatures of an active key count this long after its creation. */
  lifeSeconds: number;
  /** Signatures of a retired key count this long after its retirement: longer than any credential lives. */
  retiredLifeSeconds: number;
};

/** What an installation starts with. */
export const KEY_POLICY: KeyPolicy = {
  leadSeconds: verificationPolicy.trustList.lifeSeconds,
  overlapSeconds: 60,
  lifeSeconds: 3650 * DAY,
  retiredLifeSeconds: 400 * DAY,
};
