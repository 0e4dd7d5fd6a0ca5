type Point2 = readonly [x: number, y: number];

/**
 * How badly a plane seen twice explains the points: RMS distance, in the unit of `to`, that the best homography
 * from one view to the other leaves (normalised DLT: Hartley and Zisserman, Multiple View Geometry, 4.4).
 * `null` where the points are degenerate.
 */
export function planeResidual(from: readonly Point2[], to: readonly Point2[]): number | null {
  const a = normalise(from);
  const b = normalise(to);
  const rows = Array.from({ length: 8 }, () => new Float64Array(9));
  const accumulate = (row: readonly number[], target: number): void => {
    for (let i = 0; i < 8; i++) {
      for (let j = 0; j < 8; j++) rows[i]![j]! += row[i]! * row[j]!;
      rows[i]![8]! += row[i]! * target;
    }
  };
  a.points.forEach(([x, y], index) => {
    const [u, v] = b.points[index]!;
    accumulate([x, y, 1, 0, 0, 0, -u * x, -u * y], u);
    accumulate([0, 0, 0, x, y, 1, -v * x, -v * y], v);
  });
  const h = solve(rows);
  if (!h) return null;
  let sum = 0;
  a.points.forEach(([x, y], index) => {
    const w = h[6]! * x + h[7]! * y + 1;
    const u = (h[0]! * x + h[1]! * y + h[2]!) / w;
    const v = (h[3]! * x + h[4]! * y + h[5]!) / w;
    sum += (u - b.points[index]![0]) ** 2 + (v - b.points[index]![1]) ** 2;
  });
  return Math.sqrt(sum / from.length) / b.scale;
}

function normalise(points: readonly Point2[]): { points: Point2[]; scale: number } {
  const n = points.length;
  const [cx, cy] = [
    points.reduce((sum, point) => sum + point[0], 0) / n,
    points.reduce((sum, point) => sum + point[1], 0) / n,
  ];
  const spread = points.reduce((sum, [x, y]) => sum + Math.hypot(x - cx, y - cy), 0) / n;
  const scale = Math.SQRT2 / Math.max(spread, 1e-9);
  return { points: points.map(([x, y]) => [(x - cx) * scale, (y - cy) * scale]), scale };
}

/** Gauss–Jordan with pivots on an augmented square system. */
function solve(rows: Float64Array[]): number[] | null {
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let j = i + 1; j < n; j++) if (Math.abs(rows[j]![i]!) > Math.abs(rows[pivot]![i]!)) pivot = j;
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    if (Math.abs(rows[i]![i]!) < 1e-12) return null;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const factor = rows[j]![i]! / rows[i]![i]!;
      for (let k = i; k <= n; k++) rows[j]![k]! -= factor * rows[i]![k]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}
