/** An upright box in pixels. */
export interface TextBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A pixel is print above this; what the network draws is a shrunken core of each line. */
const PRINT = 0.3;
const LEAST_PIXELS = 30;
/** By how much the core is grown again: area over circumference times this (DBNet's "unclip"). */
const GROW = 1.7;

/** Upright boxes around the connected print of a probability map; the card was made upright before. */
export function textBoxes(shares: Float32Array, width: number, height: number): TextBox[] {
  const open = new Uint8Array(width * height);
  for (let i = 0; i < open.length; i++) open[i] = shares[i]! > PRINT ? 1 : 0;
  const boxes: TextBox[] = [];
  const stack: number[] = [];
  for (let start = 0; start < open.length; start++) {
    if (open[start] === 0) continue;
    let [left, right, top, bottom, pixels] = [width, 0, height, 0, 0];
    stack.push(start);
    open[start] = 0;
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      const [x, y] = [i % width, (i / width) | 0];
      pixels += 1;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      for (const next of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
        if (next < 0 || next >= open.length || open[next] === 0) continue;
        open[next] = 0;
        stack.push(next);
      }
    }
    if (pixels < LEAST_PIXELS || bottom - top < 3) continue;
    const [w, h] = [right - left + 1, bottom - top + 1];
    const grow = (GROW * w * h) / (2 * (w + h));
    boxes.push({
      x: Math.max(0, left - grow),
      y: Math.max(0, top - grow),
      width: Math.min(width, w + 2 * grow),
      height: Math.min(height, h + 2 * grow),
    });
  }
  return boxes;
}
