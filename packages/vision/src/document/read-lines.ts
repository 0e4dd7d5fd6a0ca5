import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { Raster } from '../guide/document/raster.ts';
import { type TextBox, textBoxes } from './text-boxes.ts';

/** A line of print on a card: what it says, how sure the model is (mean of its characters, 0..1), and where, in pixels. */
export interface ReadLine extends TextBox {
  readonly text: string;
  readonly score: number;
}

/** The two models and the characters that the second one knows, in its order. */
export interface Reader {
  readonly detect: InferenceSession;
  readonly recognise: InferenceSession;
  readonly characters: readonly string[];
}

/** Reads every line of an upright card, from the top: where there is print (DBNet), then what it says (CTC). */
export async function readLines(reader: Reader, card: Raster): Promise<ReadLine[]> {
  const boxes = await findBoxes(reader, card);
  const lines: ReadLine[] = [];
  for (const box of boxes) lines.push({ ...box, ...(await readBox(reader, card, box)) });
  return lines.sort((a, b) => a.y - b.y);
}

// Colours as PaddleOCR's detection was trained on: BGR, ImageNet's mean and deviation.
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

async function findBoxes({ detect }: Reader, card: Raster): Promise<TextBox[]> {
  // The network halves five times: both sides are padded to multiples of 32.
  const [width, height] = [card.width, card.height].map((side) => Math.ceil(side / 32) * 32) as [
    number,
    number,
  ];
  const planes = new Float32Array(3 * width * height);
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < card.height; y++) {
      for (let x = 0; x < card.width; x++) {
        const value = card.data[(y * card.width + x) * card.channels + 2 - c]! / 255;
        planes[(c * height + y) * width + x] = (value - MEAN[c]!) / DEVIATION[c]!;
      }
    }
  }
  const shares = await run(detect, planes, [1, 3, height, width]);
  return textBoxes(shares, width, height).filter((box) => box.x < card.width && box.y < card.height);
}

const LINE = 48;

async function readBox(
  { recognise, characters }: Reader,
  card: Raster,
  box: TextBox,
): Promise<{ text: string; score: number }> {
  const width = Math.max(16, Math.min(960, Math.round((box.width / box.height) * LINE)));
  const planes = new Float32Array(3 * width * LINE);
  for (let y = 0; y < LINE; y++) {
    const v = Math.max(0, Math.min(card.height - 1.001, box.y + ((y + 0.5) / LINE) * box.height - 0.5));
    for (let x = 0; x < width; x++) {
      const u = Math.max(0, Math.min(card.width - 1.001, box.x + ((x + 0.5) / width) * box.width - 0.5));
      const [x0, y0] = [u | 0, v | 0];
      const [fx, fy] = [u - x0, v - y0];
      const p = (y0 * card.width + x0) * card.channels;
      const q = p + card.width * card.channels;
      for (let c = 0; c < 3; c++) {
        const k = 2 - c;
        const upper = card.data[p + k]! * (1 - fx) + card.data[p + card.channels + k]! * fx;
        const lower = card.data[q + k]! * (1 - fx) + card.data[q + card.channels + k]! * fx;
        planes[(c * LINE + y) * width + x] = (upper * (1 - fy) + lower * fy) / 127.5 - 1;
      }
    }
  }
  const shares = await run(recognise, planes, [1, 3, LINE, width]);
  return decode(shares, characters);
}

/** Connectionist temporal classification, greedily: repetitions are one character, class 0 is none. */
function decode(shares: Float32Array, characters: readonly string[]): { text: string; score: number } {
  const classes = characters.length + 1;
  let text = '';
  let [sum, count, before] = [0, 0, 0];
  for (let at = 0; at < shares.length; at += classes) {
    let [best, which] = [0, 0];
    for (let k = 0; k < classes; k++) {
      if (shares[at + k]! > best) [best, which] = [shares[at + k]!, k];
    }
    if (which !== 0 && which !== before) {
      text += characters[which - 1];
      sum += best;
      count += 1;
    }
    before = which;
  }
  return { text, score: count === 0 ? 0 : Math.round((sum / count) * 1000) / 1000 };
}

async function run(session: InferenceSession, data: Float32Array, dims: number[]): Promise<Float32Array> {
  const results = await session.run({ [session.inputNames[0]!]: new Tensor('float32', data, dims) });
  return results[session.outputNames[0]!]!.data as Float32Array;
}
