import { letterbox } from '@suizheng/vision/guide/affine.ts';
import { describe, expect, it } from 'vitest';
import { facesOf } from './finder.ts';

const ANCHORS = 512 + 384;

/** Answers as the finder gives them: nothing anywhere but at these anchors (index, logit, dx, dy, width, height). */
function answers(...found: [anchor: number, logit: number, dx: number, dy: number, w: number, h: number][]) {
  const logits = new Float32Array(ANCHORS).fill(-20);
  const boxes = new Float32Array(ANCHORS * 16);
  for (const [anchor, logit, ...box] of found) {
    logits[anchor] = logit;
    boxes.set(box, anchor * 16);
  }
  return { logits, boxes };
}

const window = letterbox({ width: 512, height: 512 }, 256, 256);

describe('the face finder', () => {
  it('reads a box around its anchor in the pixels of the picture', () => {
    // Anchor 2 × (5 · 16 + 7) stands at cell (7, 5) of the 16 × 16 grid: (120, 88) of 256.
    const [face] = facesOf(answers([2 * (5 * 16 + 7), 5, 8, 4, 40, 60]), window);
    const centre = [face!.x + face!.width / 2, face!.y + face!.height / 2];
    expect(centre[0]).toBeCloseTo(256, 0);
    expect(centre[1]).toBeCloseTo(184, 0);
    expect([face!.width, face!.height]).toEqual([80, 120]);
  });

  it('reads the coarse grid behind the fine one', () => {
    const [face] = facesOf(answers([512 + 6 * (4 * 8 + 4), 5, 0, 0, 100, 100]), window);
    expect(face!.x + face!.width / 2).toBeCloseTo(288, 0);
  });

  it('counts a face once, however many anchors see it, and two people as two', () => {
    const at = 2 * (5 * 16 + 5);
    expect(facesOf(answers([at, 5, 0, 0, 60, 60], [at + 1, 4, 1, 1, 60, 60]), window)).toHaveLength(1);
    expect(facesOf(answers([at, 5, 0, 0, 60, 60], [at + 16, 4, 0, 0, 60, 60]), window)).toHaveLength(2);
  });

  it('sees nothing where the score is low', () => {
    expect(facesOf(answers([0, 0.5, 0, 0, 60, 60]), window)).toEqual([]);
  });
});
