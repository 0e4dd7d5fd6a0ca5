import { randomFillSync } from 'node:crypto';

const POOL = 4_096;

/** Cryptographically secure random bytes, drawn from the system a page at a time: one by one they cost 2 µs. */
export function pooledRandom(): (length: number) => Uint8Array {
  let pool = new Uint8Array(0);
  let at = 0;
  return (length) => {
    if (length > POOL) return randomFillSync(new Uint8Array(length));
    if (at + length > pool.length) {
      // A new page each time: what was handed out is never overwritten.
      pool = randomFillSync(new Uint8Array(POOL));
      at = 0;
    }
    at += length;
    return pool.subarray(at - length, at);
  };
}
