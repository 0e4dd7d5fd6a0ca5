import { useMemo } from 'react';

/** The idempotency key of one act: the same while the same thing is tried again, another once anything is changed. */
export function useActKey(body: unknown): string {
  const asked = JSON.stringify(body);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked decides, nothing else
  return useMemo(() => crypto.randomUUID(), [asked]);
}
