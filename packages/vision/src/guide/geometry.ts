/** A point in pixels; z grows away from the camera, in the same unit. */
export type Point3 = readonly [x: number, y: number, z: number];

/** A rectangle in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Head pose in degrees: yaw to the image's right, pitch downwards, roll clockwise. */
export interface Pose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** A square to cut for the mesh model: centre, side and clockwise turn in radians. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly turn: number;
}

// Indices into the 468-point topology published with MediaPipe Face Mesh.
const leftSide = 234;
const rightSide = 454;
const forehead = 10;
const chin = 152;

/** Eye corners as the image shows them: outer and inner of the left one, inner and outer of the right one. */
export const eyeCorners = { left: [33, 133], right: [362, 263] } as const;

const lids = {
  left: [
    [160, 144],
    [159, 145],
    [158, 153],
  ],
  right: [
    [385, 380],
    [386, 374],
    [387, 373],
  ],
} as const;

/** The smallest upright box around the points. */
export function boxOf(points: readonly Point3[]): Box {
  let [left, top, right, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [x, y] of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Pose from the axes ear-to-ear and forehead-to-chin of the 468 points. */
export function poseOf(points: readonly Point3[]): Pose {
  const across = unit(minus(at(points, rightSide), at(points, leftSide)));
  const depth = unit(cross(across, minus(at(points, chin), at(points, forehead))));
  const down = cross(depth, across);
  const degrees = 180 / Math.PI;
  return {
    yaw: Math.atan2(across[2], Math.hypot(across[0], across[1])) * degrees,
    pitch: Math.asin(Math.max(-1, Math.min(1, down[2]))) * degrees,
    roll: Math.atan2(across[1], across[0]) * degrees,
  };
}

/** Eye height over width by the mesh alone, left and right of the image; coarser than the eyelid model. */
export function eyeOpennessOf(points: readonly Point3[]): readonly [left: number, right: number] {
  const openness = (side: 'left' | 'right'): number => {
    const [a, b] = eyeCorners[side];
    const height = lids[side].reduce((sum, [up, low]) => sum + gap(points, up, low), 0) / 3;
    return height / Math.max(gap(points, a, b), 1e-6);
  };
  return [openness('left'), openness('right')];
}

/** Gap between the inner lips over the distance of the mouth's corners. */
export function mouthOpennessOf(points: readonly Point3[]): number {
  return gap(points, 13, 14) / Math.max(gap(points, 61, 291), 1e-6);
}

/** From the bridge of the nose to its base, over the distance of the eyes' outer corners, in the picture. */
export function noseLengthOf(points: readonly Point3[]): number {
  return gap(points, 168, 2) / Math.max(gap(points, 33, 263), 1e-6);
}

/** Where to cut for the next run of the mesh model, given a detection's box. */
export function cropOfBox(box: Box): Crop {
  return {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    side: Math.max(box.width, box.height) * 1.5,
    turn: 0,
  };
}

/** Where to cut for the next run of the mesh model, given the last mesh: follows the face and its tilt. */
export function cropOfMesh(points: readonly Point3[]): Crop {
  const box = boxOf(points);
  const middle = (side: 'left' | 'right'): readonly [number, number] => {
    const [a, b] = [at(points, eyeCorners[side][0]), at(points, eyeCorners[side][1])];
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  };
  const [left, right] = [middle('left'), middle('right')];
  return { ...cropOfBox(box), turn: Math.atan2(right[1] - left[1], right[0] - left[0]) };
}

/** Straight distance in the image plane between two points of the mesh. */
export function gap(points: readonly Point3[], a: number, b: number): number {
  const [p, q] = [at(points, a), at(points, b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1]);
}

/** The point of that index; throws `RangeError` on a mesh that is too short. */
export function at(points: readonly Point3[], index: number): Point3 {
  const point = points[index];
  if (!point) throw new RangeError(`the mesh has no point ${index}`);
  return point;
}

function minus(a: Point3, b: Point3): Point3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function cross(a: Point3, b: Point3): Point3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(a: Point3): Point3 {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}
