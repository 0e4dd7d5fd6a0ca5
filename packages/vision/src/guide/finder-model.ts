import { type Affine, apply } from './affine.ts';
import type { Box } from './geometry.ts';

/** Side of the browser's face finder's square input; colours as x / 127.5 - 1. */
export const finderInput = 256;

/** Names of the finder's outputs, in the order `decodeFinder` wants them. */
export const finderOutputs = ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'] as const;

/** A face the browser's finder saw, in pixels of the picture. */
export interface FoundFace extends Box {
  readonly score: number;
}

// Two layers of anchors over the input: 16 × 16 cells of 2, then 8 × 8 cells of 6 (MediaPipe's back-camera
// BlazeFace: https://arxiv.org/abs/1907.05047).
const layers = [
  { cells: 16, anchors: 2 },
  { cells: 8, anchors: 6 },
];

/**
 * Decodes the finder's outputs (scores and boxes of the fine layer and the coarse one), best face first.
 * `window` is the letterbox the picture was drawn through. Scores above 0.6 are faces a camera page may guide
 * by.
 */
export function decodeFinder(
  outputs: readonly [
    fineScores: ArrayLike<number>,
    coarseScores: ArrayLike<number>,
    fineBoxes: ArrayLike<number>,
    coarseBoxes: ArrayLike<number>,
  ],
  window: Affine,
  least = 0.6,
): FoundFace[] {
  const found: FoundFace[] = [];
  layers.forEach(({ cells, anchors }, layer) => {
    const [scores, boxes] = [outputs[layer]!, outputs[layer + 2]!];
    for (let i = 0; i < cells * cells * anchors; i++) {
      const score = 1 / (1 + Math.exp(-scores[i]!));
      if (score < least) continue;
      const cell = Math.floor(i / anchors);
      const x = (((cell % cells) + 0.5) / cells) * finderInput + boxes[16 * i]!;
      const y = ((Math.floor(cell / cells) + 0.5) / cells) * finderInput + boxes[16 * i + 1]!;
      const [w, h] = [boxes[16 * i + 2]!, boxes[16 * i + 3]!];
      const [left, top] = apply(window, x - w / 2, y - h / 2);
      const [right, bottom] = apply(window, x + w / 2, y + h / 2);
      found.push({ score, x: left, y: top, width: right - left, height: bottom - top });
    }
  });
  found.sort((a, b) => b.score - a.score);
  return found.filter((face, i) => found.slice(0, i).every((better) => cover(face, better) < 0.4));
}

/** How many people the picture shows, for `GuideSample.faces`: things score lower, passers-by are smaller. */
export function countFaces(found: readonly FoundFace[]): number {
  const [first] = found;
  return found.filter((face) => face === first || (face.score >= 0.8 && face.width >= 0.35 * first!.width))
    .length;
}

function cover(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const smaller = Math.min(a.width * a.height, b.width * b.height);
  return (Math.max(0, width) * Math.max(0, height)) / Math.max(smaller, 1e-9);
}
