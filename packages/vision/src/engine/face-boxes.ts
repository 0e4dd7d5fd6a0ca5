import type { Detection } from './engine.ts';

/** A box by its corners, with the detector's score. */
export interface ScoredCorners {
  readonly score: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Keeps the best of boxes that cover each other, best first. Cover is the shared area over the smaller box:
 * a turned head makes the detector report its hair or brow as a second, smaller face inside the first.
 */
export function keepBest(boxes: readonly ScoredCorners[], overlap: number): ScoredCorners[] {
  const kept: ScoredCorners[] = [];
  for (const box of [...boxes].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => cover(box, other) < overlap)) kept.push(box);
  }
  return kept;
}

/** The detection with the largest area, or null. */
export function largest(detections: readonly Detection[]): Detection | null {
  return detections.reduce<Detection | null>(
    (best, one) => (best === null || one.width * one.height > best.width * best.height ? one : best),
    null,
  );
}

function cover(a: ScoredCorners, b: ScoredCorners): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const shared = Math.max(0, width) * Math.max(0, height);
  const area = (box: ScoredCorners) => (box.right - box.left) * (box.bottom - box.top);
  return shared / Math.max(Math.min(area(a), area(b)), 1e-9);
}
