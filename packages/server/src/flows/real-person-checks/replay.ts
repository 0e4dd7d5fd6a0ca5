/**
 * Share of a gradient hash's bits by which one picture may differ after it was encoded again. Measured with 256 bits on
 * six identities, two honest checks each in the same place with the same actions: none is taken for a copy; copies
 * encoded at quality 75 are known again for five of six. Copies made smaller may escape: to refuse the honest is worse.
 */
const COPY_SHARE = 0.016;

/**
 * True when these pictures are those of an earlier check, encoded again: every one has a near twin in the same earlier
 * check. A second honest try in the same chair has many near twins, never all: heads turn differently. Byte-for-byte
 * copies are refused long before, by their hashes.
 */
export function showsEarlierPictures(
  fingerprints: readonly string[],
  earlier: readonly (readonly string[])[],
): boolean {
  if (fingerprints.length < 3) return false;
  return earlier.some((check) => fingerprints.every((one) => check.some((other) => isTwin(one, other))));
}

function isTwin(a: string, b: string): boolean {
  return a.length === b.length && distance(a, b) <= a.length * 4 * COPY_SHARE;
}

/** Bits in which two hashes in hex differ. */
function distance(a: string, b: string): number {
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits !== 0n; bits &= bits - 1n) count += 1;
  return count;
}
