import type { Affine } from '@suizheng/vision/guide/affine.ts';

type Picture = ImageBitmap | HTMLCanvasElement;
type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** A small canvas through which a model looks at a part of a picture. */
export type PixelWindow = {
  /** RGB, interleaved, each value mapped; `map` leads from the window's pixels to the picture's. */
  read(picture: Picture, map: Affine, value: (byte: number) => number): Float32Array;
  /** Mean luma of the picture's middle half, 0..1. */
  middleLuma(picture: Picture): number;
};

/** Makes a window of `size` pixels a side, in a worker or on a page. */
export function newWindow(size: number): PixelWindow {
  const pen = newPen(size);
  return {
    read(picture, map, value) {
      pen.setTransform(...towardsWindow(map));
      pen.drawImage(picture, 0, 0);
      pen.setTransform(1, 0, 0, 1, 0, 0);
      const { data } = pen.getImageData(0, 0, size, size);
      // What the last picture left outside this one must not be seen.
      pen.clearRect(0, 0, size, size);
      const values = new Float32Array(size * size * 3);
      for (let i = 0, o = 0; i < data.length; i += 4) {
        values[o++] = value(data[i]!);
        values[o++] = value(data[i + 1]!);
        values[o++] = value(data[i + 2]!);
      }
      return values;
    },
    middleLuma(picture) {
      const { width, height } = picture;
      pen.drawImage(picture, width / 4, height / 4, width / 2, height / 2, 0, 0, 32, 32);
      const { data } = pen.getImageData(0, 0, 32, 32);
      pen.clearRect(0, 0, size, size);
      let sum = 0;
      for (let i = 0; i < data.length; i += 4) {
        sum += 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
      }
      return sum / (data.length / 4) / 255;
    },
  };
}

function newPen(size: number): Pen {
  const pen =
    typeof OffscreenCanvas === 'undefined'
      ? pageCanvas(size).getContext('2d', { willReadFrequently: true })
      : new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('no canvas');
  return pen;
}

function pageCanvas(size: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  return canvas;
}

/** Turns "window pixel → picture pixel" (by pixel centres) into the canvas's "picture → window" (by pixel corners). */
function towardsWindow([a, b, c, d, e, f]: Affine): [number, number, number, number, number, number] {
  const x = c + 0.5 - (a + b) / 2;
  const y = f + 0.5 - (d + e) / 2;
  const det = a * e - b * d;
  const [ia, ib, id, ie] = [e / det, -b / det, -d / det, a / det];
  return [ia, id, ib, ie, -(ia * x + ib * y), -(id * x + ie * y)];
}
