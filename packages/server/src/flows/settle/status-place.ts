import type { StatusReference } from '@suizheng/domain/credential/claims.ts';

/** Entries of one status list (policy): 32 KiB of bits, a few hundred bytes once compressed while revocations are rare. */
export const STATUS_LIST_SIZE = 131_072;

const BITS = 17;
const MASK = STATUS_LIST_SIZE - 1;

/**
 * The place of the n-th credential. Within a list the index is a bijective scramble of n, so that credentials issued
 * one after the other are not neighbours: a run of revoked bits would tell when and for whom it happened.
 */
export function statusPlace(number: number): StatusReference {
  const list = Math.floor(number / STATUS_LIST_SIZE);
  let index = (number + list * 40_503) & MASK;
  // Each line is invertible on 17 bits: an odd factor, and a shift by at least half the bits.
  index = Math.imul(index, 0x9e37_79b1) & MASK;
  index ^= index >>> ((BITS + 1) >> 1);
  index = Math.imul(index, 0x85eb_ca6b) & MASK;
  index ^= index >>> ((BITS + 1) >> 1);
  return { list, index };
}
