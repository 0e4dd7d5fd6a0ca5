import type { Raster } from '../guide/document/raster.ts';
import type { CardReading, ReadText } from './measurement.ts';
import { type Reader, type ReadLine, readLines } from './read-lines.ts';

/** Name and number as the front of a rectified resident card shows them; null for what is not found. */
export async function readCard(reader: Reader, card: Raster): Promise<CardReading> {
  const lines = await readLines(reader, card);
  return { name: nameIn(lines, card), number: numberIn(lines) };
}

/** A line of eighteen digits, the last of which may be X. */
function numberIn(lines: readonly ReadLine[]): ReadText | null {
  for (const { text, score } of lines) {
    const [number] = /\d{17}[\dXx](?!\d)/.exec(text.replaceAll(' ', '')) ?? [];
    if (number) return { text: number.toUpperCase(), score };
  }
  return null;
}

const LABEL = /^姓名?/;
/** A name as a card prints it: Chinese characters, with a dot between the parts of some. */
const NAME = /^[\p{Script=Han}·•．.]{2,30}$/u;

/** What stands on the height of the label 姓名 to its right, or behind it in one line. */
function nameIn(lines: readonly ReadLine[], card: Raster): ReadText | null {
  const label = lines.find(({ text, y }) => LABEL.test(text) && y < 0.35 * card.height);
  if (!label) return null;
  const behind = label.text.replace(/^姓名/, '');
  if (behind !== label.text && NAME.test(behind)) return { text: behind, score: label.score };
  const middle = label.y + label.height / 2;
  const beside = lines
    .filter((line) => line !== label && line.x > label.x && line.y < middle && line.y + line.height > middle)
    .sort((a, b) => a.x - b.x)[0];
  return beside && /\p{Script=Han}/u.test(beside.text) ? { text: beside.text, score: beside.score } : null;
}
