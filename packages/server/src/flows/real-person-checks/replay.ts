/** Bits by which two gradient hashes of one picture may differ after it was encoded again. */
const COPY_BITS = 1;

/**
 * True when these pictures are those of an earlier check, encoded again: all but one have a near twin in the same
 * earlier check. A second honest try in the same chair has some near twins, never all: heads move. Byte-for-byte copies
 * are refused long before, by their hashes.
 */
export function showsEarlierPictures(
  fingerprints: readonly string[],
  earlier: readonly (readonly string[])[],
): boolean {
  if (fingerprints.length < 3) return false;
  return earlier.some((check) => {
    const twins = fingerprints.filter((one) => check.some((other) => distance(one, other) <= COPY_BITS));
    return twins.length >= fingerprints.length - 1;
  });
}

/** Bits in which two 64-bit hashes in hex differ. */
function distance(a: string, b: string): number {
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits !== 0n; bits &= bits - 1n) count += 1;
  return count;
}
