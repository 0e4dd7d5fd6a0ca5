type Point = readonly [x: number, y: number];

interface Triangle {
  readonly corners: readonly [number, number, number];
  readonly x: number;
  readonly y: number;
  readonly radius2: number;
}

/** Delaunay triangulation (Bowyer–Watson) as triples of indices; plain O(n²), meant for some hundred points. */
export function triangulate(points: readonly Point[]): (readonly [number, number, number])[] {
  const n = points.length;
  const far = 1e5;
  const all: readonly Point[] = [...points, [-far, -far], [far, -far], [0, far]];
  let triangles: Triangle[] = [circle(all, n, n + 1, n + 2)];
  for (const [index, [x, y]] of points.entries()) {
    const edges = new Map<string, [number, number]>();
    const kept: Triangle[] = [];
    for (const triangle of triangles) {
      if ((x - triangle.x) ** 2 + (y - triangle.y) ** 2 > triangle.radius2) {
        kept.push(triangle);
        continue;
      }
      const [a, b, c] = triangle.corners;
      for (const [p, q] of [
        [a, b],
        [b, c],
        [c, a],
      ] as const) {
        // An edge shared by two removed triangles lies inside the hole.
        const key = p < q ? `${p},${q}` : `${q},${p}`;
        if (!edges.delete(key)) edges.set(key, [p, q]);
      }
    }
    triangles = kept;
    for (const [p, q] of edges.values()) triangles.push(circle(all, p, q, index));
  }
  return triangles.map(({ corners }) => corners).filter((corners) => corners.every((corner) => corner < n));
}

function circle(points: readonly Point[], a: number, b: number, c: number): Triangle {
  const [ax, ay] = points[a]!;
  const [bx, by] = [points[b]![0] - ax, points[b]![1] - ay];
  const [cx, cy] = [points[c]![0] - ax, points[c]![1] - ay];
  const d = 2 * (bx * cy - by * cx) || 1e-12;
  const b2 = bx * bx + by * by;
  const c2 = cx * cx + cy * cy;
  const [x, y] = [(cy * b2 - by * c2) / d, (bx * c2 - cx * b2) / d];
  return { corners: [a, b, c], x: ax + x, y: ay + y, radius2: x * x + y * y };
}
