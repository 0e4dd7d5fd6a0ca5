import { chanceOf } from './script.ts';

/** What a card may lie on. */
export const TABLETOPS = [
  'wood',
  'cloth',
  'plain',
  'stone',
  'dark',
  'newspaper',
  'tiles',
  'keyboard',
  'plaid',
  'gravel',
] as const;
export type Tabletop = (typeof TABLETOPS)[number];

/** Kinds that only the reported figures see: nothing was chosen by them. */
export const HELD_OUT: readonly Tabletop[] = ['tiles', 'keyboard', 'plaid', 'gravel'];

type Colour = readonly [r: number, g: number, b: number];

/** The colour of a tabletop at a point given in pixels of a 1600-pixel picture; everything follows from the seed. */
export function tabletop(kind: Tabletop, seed: number): (x: number, y: number) => Colour {
  const chance = chanceOf(seed);
  const turn = chance() * Math.PI;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const hue = chance();
  const size = 0.7 + 0.7 * chance();
  const noise = noiseOf(seed);
  const at = (x: number, y: number) => [(x * cos + y * sin) / size, (y * cos - x * sin) / size] as const;
  switch (kind) {
    case 'wood':
      return (x, y) => {
        const [u, v] = at(x, y);
        const rings = Math.sin(v * 0.035 + 5 * noise(u * 0.0016, v * 0.012)) * 0.5 + 0.5;
        const plank = Math.abs(((v / 380) % 1) + (v < 0 ? 1 : 0)) < 0.012 ? 0.55 : 1;
        const tone = (0.72 + 0.28 * rings) * plank;
        return [(120 + 70 * hue) * tone, (82 + 50 * hue) * tone, (48 + 34 * hue) * tone];
      };
    case 'cloth':
      return (x, y) => {
        const [u, v] = at(x, y);
        const weave = 0.85 + 0.08 * Math.sin(u * 0.8) + 0.07 * Math.sin(v * 0.8);
        const fold = 0.8 + 0.35 * noise(u * 0.003, v * 0.003);
        return [(60 + 120 * hue) * weave * fold, 90 * weave * fold, (170 - 100 * hue) * weave * fold];
      };
    case 'plain':
      return (x, y) => {
        const tone = 0.9 + 0.12 * noise(x * 0.0012, y * 0.0012);
        return [(170 + 60 * hue) * tone, (172 + 52 * hue) * tone, (170 + 44 * hue) * tone];
      };
    case 'stone':
      return (x, y) => {
        const vein = Math.abs(noise(x * 0.004, y * 0.004) - 0.5) < 0.03 ? 40 : 0;
        const tone = 130 + 60 * noise(x * 0.01, y * 0.01) + 20 * noise(x * 0.08, y * 0.08) - vein;
        return [tone, tone * (0.94 + 0.08 * hue), tone * 0.93];
      };
    case 'dark':
      return (x, y) => {
        const tone = 26 + 22 * noise(x * 0.006, y * 0.006) + 10 * hue;
        return [tone, tone * 1.02, tone * 1.08];
      };
    case 'tiles':
      return (x, y) => {
        const [u, v] = at(x, y);
        const [s, t] = [(((u / 210) % 1) + 1) % 1, (((v / 210) % 1) + 1) % 1];
        const joint = s < 0.03 || t < 0.03;
        const tone = joint
          ? 110
          : 150 + 40 * hue + 26 * noise(Math.floor(u / 210) * 7.3, Math.floor(v / 210) * 3.1);
        return [tone, tone * 0.98, tone * (0.9 + 0.08 * hue)];
      };
    case 'newspaper':
      return (x, y) => {
        const [u, v] = at(x, y);
        const inColumn = (((u / 300) % 1) + 1) % 1 > 0.07;
        const inLine = (((v / 17) % 1) + 1) % 1 < 0.6;
        const ink = inColumn && inLine && noise(u * 0.11, Math.floor(v / 17) * 5.7) > 0.42 ? 105 : 0;
        return [212 - ink, 208 - ink, 196 - ink];
      };
    case 'plaid':
      return (x, y) => {
        const [u, v] = at(x, y);
        const stripe = (p: number) => {
          const s = (((p / 240) % 1) + 1) % 1;
          return s < 0.3 ? 0.55 : s < 0.36 ? 1.1 : s < 0.5 ? 0.8 : 1;
        };
        const tone = 205 * stripe(u) * stripe(v) * (0.94 + 0.06 * Math.sin(u * 0.9));
        return [tone, tone * (0.5 + 0.4 * hue), tone * (0.9 - 0.4 * hue)];
      };
    case 'gravel':
      return (x, y) => {
        const coarse = noise(x * 0.035, y * 0.035);
        const fine = noise(x * 0.14 + 40, y * 0.14);
        const tone = coarse > 0.55 ? 190 - 50 * fine : coarse > 0.42 ? 120 : 60 + 50 * fine;
        return [tone, tone * 0.97, tone * (0.86 + 0.1 * hue)];
      };
    case 'keyboard':
      return (x, y) => {
        const [u, v] = at(x, y);
        const [s, t] = [(((u / 92) % 1) + 1) % 1, (((v / 92) % 1) + 1) % 1];
        const gap = s < 0.1 || t < 0.1;
        const glyph = s > 0.4 && s < 0.6 && t > 0.4 && t < 0.62;
        const tone = gap ? 20 : glyph ? 190 : 52 + 30 * hue;
        return [tone, tone, tone * 1.03];
      };
  }
}

/** Smooth noise in 0..1 on a lattice (value noise), the same for the same seed. */
function noiseOf(seed: number): (x: number, y: number) => number {
  const value = (i: number, j: number): number => {
    let h = Math.imul(i, 374_761_393) ^ Math.imul(j, 668_265_263) ^ Math.imul(seed + 1, 1_274_126_177);
    h = Math.imul(h ^ (h >>> 13), 1_103_515_245);
    return ((h ^ (h >>> 16)) >>> 0) / 4_294_967_296;
  };
  return (x, y) => {
    const [i, j] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - i, y - j];
    const [sx, sy] = [fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)];
    const top = value(i, j) * (1 - sx) + value(i + 1, j) * sx;
    const low = value(i, j + 1) * (1 - sx) + value(i + 1, j + 1) * sx;
    return top * (1 - sy) + low * sy;
  };
}
