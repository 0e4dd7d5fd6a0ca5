import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FITTED, MOST, panBy, type Zoom, zoomBy } from './zoom.ts';

const pane = { width: 600, height: 400 };
const number = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const acts = fc.array(
  fc.oneof(
    fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }), x: number(300), y: number(200) }),
    fc.record({ dx: number(2_000), dy: number(2_000) }),
  ),
  { maxLength: 30 },
);
const play = (zoom: Zoom, act: { factor: number; x: number; y: number } | { dx: number; dy: number }) =>
  'factor' in act ? zoomBy(zoom, act.factor, act, pane) : panBy(zoom, act.dx, act.dy, pane);

describe('zooming a picture', () => {
  it('never lets an edge of the picture come inside the pane, whatever is done', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const { scale, x, y } = all.reduce<Zoom>(play, FITTED);
        expect(scale).toBeGreaterThanOrEqual(1);
        expect(scale).toBeLessThanOrEqual(MOST);
        expect(Math.abs(x)).toBeLessThanOrEqual(((scale - 1) * pane.width) / 2 + 1e-6);
        expect(Math.abs(y)).toBeLessThanOrEqual(((scale - 1) * pane.height) / 2 + 1e-6);
      }),
    );
  });

  it('keeps what lies under the pointer in its place', () => {
    const at = { x: 120, y: -60 };
    const zoom = zoomBy(FITTED, 3, at, pane);
    expect((at.x - zoom.x) / zoom.scale).toBeCloseTo(at.x, 9);
    expect((at.y - zoom.y) / zoom.scale).toBeCloseTo(at.y, 9);
  });

  it('comes back to where it was when zoomed out again', () => {
    const there = panBy(zoomBy(FITTED, 4, { x: 50, y: 50 }, pane), 300, 100, pane);
    expect(zoomBy(there, 0.01, { x: 0, y: 0 }, pane)).toEqual({ scale: 1, x: 0, y: 0 });
  });
});
