import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCard } from './find-card.ts';
import { measureCard } from './measure-card.ts';
import { areaOf, evennessOf, longSideUp, mapOnto, placeAt, type Quad, skewOf, upsideDown } from './quad.ts';
import type { Raster } from './raster.ts';

/** A light sheet with a few dark lines on a dark table; everything outside the corners is table. */
function picture(quad: Quad, width = 320, height = 240): Raster {
  const data = new Uint8Array(width * height * 3);
  const inside = (x: number, y: number): boolean =>
    quad.every(([px, py], i) => {
      const [qx, qy] = quad[(i + 1) % 4]!;
      return (qx - px) * (y - py) - (qy - py) * (x - px) > 0;
    });
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const on = inside(x, y);
      const print = on && y % 24 < 3 && x % 5 < 3;
      data.fill(on ? (print ? 60 : 215) : 70 + ((x * 7 + y * 13) % 11), at, at + 3);
    }
  }
  return { width, height, channels: 3, data };
}

const lying: Quad = [
  [52, 48],
  [271, 61],
  [262, 199],
  [45, 181],
];

describe('finding a card', () => {
  it('A5: finds the corners of a card that lies a little turned, within two pixels of 320', () => {
    const found = findCard(picture(lying));
    expect(found?.score).toBeGreaterThan(0.9);
    found!.quad.forEach(([x, y], i) => {
      expect(Math.hypot(x - lying[i]![0], y - lying[i]![1])).toBeLessThan(2);
    });
  });

  it('finds nothing on an empty table', () => {
    const nowhere: Quad = [
      [-9, -9],
      [-8, -9],
      [-8, -8],
      [-9, -8],
    ];
    expect(findCard(picture(nowhere))).toBeNull();
  });

  it('A5: says that a card reaches beyond the picture', () => {
    const beyond = lying.map(([x, y]) => [x + 110, y] as const) as unknown as Quad;
    const found = measureCard(picture(beyond));
    const { borders, margin, weakestSide } = found!.card;
    expect(borders > 0 || margin < -0.012 || weakestSide < 0.6).toBe(true);
  });

  it('measures a spot of glare as the share of the card that it covers', () => {
    const lit = picture(lying);
    for (let y = 90; y < 140; y++)
      (lit.data as Uint8Array).fill(255, (y * 320 + 120) * 3, (y * 320 + 200) * 3);
    const { card } = measureCard(lit)!;
    expect(card.glare).toBeGreaterThan(0.1);
    expect(measureCard(picture(lying))!.card.glare).toBe(0);
  });
});

describe('four corners', () => {
  const about = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
  const quads = fc
    .tuple(
      about(0, 60),
      about(0, 60),
      about(240, 300),
      about(0, 60),
      about(240, 300),
      about(140, 200),
      about(0, 60),
      about(140, 200),
    )
    .map(
      ([a, b, c, d, e, f, g, h]): Quad => [
        [a, b],
        [c, d],
        [e, f],
        [g, h],
      ],
    );

  it('the map of the unit square meets every corner', () => {
    fc.assert(
      fc.property(quads, (quad) => {
        const map = mapOnto(quad);
        const units = [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ] as const;
        units.forEach(([u, v], i) => {
          const [x, y] = placeAt(map, u, v);
          expect(Math.hypot(x - quad[i]![0], y - quad[i]![1])).toBeLessThan(1e-6);
        });
      }),
    );
  });

  it('whatever corner comes first and whichever way round, the same card lies level, its long side first', () => {
    fc.assert(
      fc.property(quads, fc.integer({ min: 0, max: 3 }), fc.boolean(), (quad, first, back) => {
        const turned = [0, 1, 2, 3].map((i) => quad[(i + first) % 4]!);
        const level = longSideUp((back ? turned.reverse() : turned) as unknown as Quad);
        expect(level).toEqual(longSideUp(quad));
        expect(areaOf(level)).toBeGreaterThan(0);
        expect(upsideDown(upsideDown(level))).toEqual(level);
      }),
    );
  });

  it('a rectangle has no skew and is even', () => {
    const flat: Quad = [
      [10, 10],
      [170, 10],
      [170, 110],
      [10, 110],
    ];
    expect(skewOf(flat)).toBeCloseTo(0);
    expect(evennessOf(flat)).toBeCloseTo(1);
  });
});
