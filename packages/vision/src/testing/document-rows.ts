import path from 'node:path';
import {
  type DocumentRule,
  type DocumentSide,
  judgeDocumentPhoto,
} from '@suizheng/domain/policy/document-photo.ts';
import sharp from 'sharp';
import { measureDocument } from '../document/measure-document.ts';
import type { Engine } from '../engine/engine.ts';
import type { Point } from '../guide/document/quad.ts';
import type { Raster } from '../guide/document/raster.ts';
import { facesDir } from './attack-rows.ts';
import { type CardHolder, drawCard } from './draw-card.ts';
import { FLAWS, type Flaw, photographCard } from './photograph-card.ts';
import { HELD_OUT, TABLETOPS, type Tabletop } from './tabletops.ts';

/** The rules by which each flaw is rightly named; a flawless photo by none. */
export const RIGHTLY: Readonly<Record<Flaw, readonly DocumentRule[]>> = {
  none: [],
  glare: ['glare'],
  blur: ['blurred'],
  motion: ['blurred'],
  dark: ['too-dark'],
  'cut-off': ['not-whole'],
  covered: ['not-whole', 'not-found'],
  far: ['too-small', 'not-found'],
  tilted: ['tilted', 'not-found', 'not-whole'],
  'no-card': ['not-found', 'not-whole'],
  'other-thing': ['wrong-side'],
};

/** One photo that was taken, and what became of it. */
export type DocumentRow = {
  readonly seed: number;
  readonly side: DocumentSide;
  readonly table: Tabletop;
  readonly flaw: Flaw;
  readonly rules: readonly DocumentRule[];
  /** Largest distance of a corner found from the true one, as a share of the card's length; null without either. */
  readonly cornerError: number | null;
  readonly milliseconds: number;
};

/** A synthetic person of area 990000 with this portrait. */
export const holderOf = (portrait: string): CardHolder => ({
  name: '张晓晓',
  number: '990000200103070018',
  sex: portrait.startsWith('m') ? '男' : '女',
  portrait: path.join(facesDir(), `${portrait}.jpg`),
});

/** Half flawless, half with one of the flaws; tables, sizes and sides in turn. */
export function* shots(count: number, seed: number, tables: readonly Tabletop[] = TABLETOPS) {
  for (let i = 0; i < count; i++) {
    const flaw = i % 2 === 0 ? 'none' : FLAWS[1 + (((i - 1) / 2) % (FLAWS.length - 1))]!;
    const [width, height] = SIZES[Math.floor(i / 4) % SIZES.length]!;
    const table = tables[Math.floor(i / 3) % tables.length]!;
    const side: DocumentSide = Math.floor(i / 2) % 2 === 0 ? 'front' : 'back';
    yield { shot: { seed: seed + i, table, flaw, width, height }, side };
  }
}

const SIZES = [
  [1600, 1200],
  [1280, 720],
  [1200, 1600],
] as const;

/** Photographs, measures and judges; the same engine and drawings serve every row. */
export async function* documentRows(
  engine: Engine,
  portraits: readonly string[],
  count: number,
  seed: number,
  tables?: readonly Tabletop[],
): AsyncGenerator<DocumentRow> {
  const drawn = new Map<string, Promise<Raster>>();
  let next = 0;
  for (const { shot, side } of shots(count, seed, tables)) {
    const portrait = portraits[Math.floor(next++ / 2) % portraits.length]!;
    const key = `${portrait} ${side}`;
    if (!drawn.has(key)) drawn.set(key, drawCard(side, holderOf(portrait)));
    const { raster, quad } = await photographCard(await drawn.get(key)!, shot);
    const { width, height } = shot;
    const jpeg = await sharp(raster.data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 85 })
      .toBuffer();
    const since = performance.now();
    const measured = await measureDocument(engine, jpeg);
    const milliseconds = performance.now() - since;
    const verdict = judgeDocumentPhoto(measured, side);
    const corners = measured.ok ? measured.facts.card?.corners : undefined;
    yield {
      seed: shot.seed,
      side,
      table: shot.table,
      flaw: shot.flaw,
      rules: verdict.outcome === 'accepted' ? [] : verdict.rules,
      cornerError: quad && corners ? errorOf(quad, corners, width, height) : null,
      milliseconds,
    };
  }
}

function errorOf(truth: readonly Point[], found: readonly Point[], width: number, height: number): number {
  const long = Math.hypot(truth[1]![0] - truth[0]![0], truth[1]![1] - truth[0]![1]);
  const away = found.map(([x, y]) =>
    Math.min(...truth.map(([u, v]) => Math.hypot(x * width - u, y * height - v))),
  );
  return Math.max(...away) / long;
}

/** Counts of one kind of photo: how many, how many accepted, and how many refused for the right reason. */
export function countRows(rows: readonly DocumentRow[], flaw: Flaw, heldOutTables: boolean) {
  const of = rows.filter((row) => row.flaw === flaw && HELD_OUT.includes(row.table) === heldOutTables);
  const accepted = of.filter(({ rules }) => rules.length === 0);
  const named = of.filter(({ rules }) => rules.some((rule) => RIGHTLY[flaw].includes(rule)));
  return { photos: of.length, accepted: accepted.length, named: named.length };
}
