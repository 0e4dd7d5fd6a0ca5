import type { Embedding } from './measurement.ts';

/** Cosine of two unit vectors: how alike two faces are, −1..1. */
export function cosine(a: Embedding, b: Embedding): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
