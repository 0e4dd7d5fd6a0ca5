import { type Affine, apply } from '@suizheng/vision/guide/affine.ts';
import type { Box } from '@suizheng/vision/guide/geometry.ts';

/** Side of the finder's input in pixels. */
export const FINDER_SIZE = 256;
/** Cells a side and anchors a cell, in the order of the model's 512 + 384 answers. */
const GRIDS = [
  { cells: 16, anchors: 2 },
  { cells: 8, anchors: 6 },
] as const;
const LEAST_SCORE = 0.7;
const MOST_OVERLAP = 0.3;

/** The model's answers: a logit and 16 numbers (box, six points) for every anchor. */
export type FinderAnswer = { readonly logits: Float32Array; readonly boxes: Float32Array };

/** Faces in the picture's own pixels, best first, none twice. `window` maps the finder's input to the picture. */
export function facesOf({ logits, boxes }: FinderAnswer, window: Affine): Box[] {
  const found: { score: number; box: Box }[] = [];
  let anchor = 0;
  for (const { cells, anchors } of GRIDS) {
    for (let cell = 0; cell < cells * cells; cell += 1) {
      for (let n = 0; n < anchors; n += 1, anchor += 1) {
        const score = 1 / (1 + Math.exp(-logits[anchor]!));
        if (score < LEAST_SCORE) continue;
        const [dx = 0, dy = 0, width = 0, height = 0] = boxes.subarray(16 * anchor, 16 * anchor + 4);
        const x = (((cell % cells) + 0.5) / cells) * FINDER_SIZE + dx;
        const y = ((Math.floor(cell / cells) + 0.5) / cells) * FINDER_SIZE + dy;
        const [left, top] = apply(window, x - width / 2, y - height / 2);
        const [right, bottom] = apply(window, x + width / 2, y + height / 2);
        found.push({ score, box: { x: left, y: top, width: right - left, height: bottom - top } });
      }
    }
  }
  found.sort((a, b) => b.score - a.score);
  const kept: Box[] = [];
  for (const { box } of found) if (kept.every((one) => overlap(one, box) < MOST_OVERLAP)) kept.push(box);
  return kept;
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}
