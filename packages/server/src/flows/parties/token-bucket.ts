/** What is left of a minute's calls: `level` calls at `at`. */
export type Bucket = { level: number; at: number };

/** What a bucket answers: whether the call fits, how many more would, and the milliseconds until the next does and until it is full. */
export type Taken = {
  readonly fits: boolean;
  readonly left: number;
  readonly waitMs: number;
  readonly fullMs: number;
};

const MINUTE_MS = 60_000;

/** A full bucket. */
export function fullBucket(perMinute: number, nowMs: number): Bucket {
  return { level: perMinute, at: nowMs };
}

/**
 * Takes one call out of a bucket that holds a minute's calls and fills evenly: a burst of a whole minute is allowed, a
 * lasting excess is not. A refused call takes nothing. A clock that goes back fills nothing.
 */
export function takeCall(bucket: Bucket, perMinute: number, nowMs: number): Taken {
  const perMs = perMinute / MINUTE_MS;
  const filled = bucket.level + Math.max(0, nowMs - bucket.at) * perMs;
  bucket.level = Math.min(perMinute, filled);
  bucket.at = Math.max(bucket.at, nowMs);
  // Sums of fractions: a call that is a billionth short is not refused.
  const fits = bucket.level >= 1 - 1e-9;
  if (fits) bucket.level = Math.max(0, bucket.level - 1);
  return {
    fits,
    left: Math.floor(bucket.level + 1e-9),
    waitMs: fits ? 0 : (1 - bucket.level) / perMs,
    fullMs: (perMinute - bucket.level) / perMs,
  };
}
