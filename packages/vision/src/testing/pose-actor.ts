import { at, type Point3 } from '../guide/geometry.ts';
import type { Actor } from './actor.ts';

/** How the head is held: radians to the image's right, down and clockwise; lids and jaw 0..1; pixels moved. */
export interface ActorPose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  readonly blink: number;
  readonly mouth: number;
  readonly dx: number;
  readonly dy: number;
}

// Lids by the 468-point topology, from the image's left to its right, corners included.
const eyes = [
  { upper: [33, 246, 161, 160, 159, 158, 157, 173, 133], lower: [33, 7, 163, 144, 145, 153, 154, 155, 133] },
  {
    upper: [362, 398, 384, 385, 386, 387, 388, 466, 263],
    lower: [362, 382, 381, 380, 374, 373, 390, 249, 263],
  },
];

/** The opening between the lips, from the left corner along the upper lip and back along the lower. */
export const lips = {
  upper: [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308],
  lower: [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308],
};

/** Lid lines, to be drawn dark where the lids meet. */
export const lowerLids = eyes.map((eye) => eye.lower);

/** Where every vertex of the mesh goes in this pose: pixels of the picture, z away from the camera. */
export function poseActor(actor: Actor, pose: ActorPose): Float64Array {
  const bent = actor.vertices.map((vertex): [number, number, number] => [...vertex]);
  if (pose.blink > 0) closeEyes(actor, bent, pose.blink);
  if (pose.mouth > 0) openMouth(actor, bent, pose.mouth);
  return turnHead(actor, bent, pose);
}

function closeEyes({ vertices }: Actor, bent: [number, number, number][], blink: number): void {
  for (const eye of eyes) {
    const corner = at(vertices, eye.upper[0]!);
    const width = at(vertices, eye.upper.at(-1)!)[0] - corner[0];
    for (const point of bent) {
      const along = (point[0] - corner[0]) / width;
      if (along <= 0 || along >= 1) continue;
      const upper = heightOn(vertices, eye.upper, point[0]);
      const lower = heightOn(vertices, eye.lower, point[0]);
      const above = (upper - point[1]) / width;
      // The lid slides down whole; the fold above it follows less and less, up to the brow.
      if (above < -0.08 || above > 0.5 || point[1] > (upper + lower) / 2 + 0.02 * width) continue;
      const share = above <= 0.02 ? 1 : Math.max(0, 1 - above / 0.45);
      point[1] += (lower - upper) * 0.98 * blink * share;
    }
  }
}

function openMouth(actor: Actor, bent: [number, number, number][], mouth: number): void {
  const { vertices, faceWidth } = actor;
  const [left, right] = [at(vertices, 61), at(vertices, 291)];
  const half = (right[0] - left[0]) / 2;
  const centre = (left[0] + right[0]) / 2;
  const upperLip = new Set(lips.upper.slice(1, -1));
  const lowerLip = new Set(lips.lower.slice(1, -1));
  bent.forEach((point, index) => {
    if (upperLip.has(index)) return;
    const line = left[1] + ((right[1] - left[1]) * (point[0] - left[0])) / (2 * half);
    const below = lowerLip.has(index) ? 1 : (point[1] - line) / (0.05 * faceWidth);
    if (below <= 0) return;
    const aside = Math.abs(point[0] - centre) / half;
    const reach = lowerLip.has(index) ? 1.02 : 1.6;
    const share = Math.min(1, below) * Math.max(0, 1 - (aside / reach) ** 2);
    point[1] += mouth * 0.21 * faceWidth * share * (actor.stiffness[index] ?? 1);
  });
}

function turnHead(
  actor: Actor,
  bent: readonly (readonly [number, number, number])[],
  pose: ActorPose,
): Float64Array {
  const { middle, faceWidth, base, stiffness, vertices } = actor;
  // Heads turn about the neck: behind and below the middle of the face.
  const pivot = [middle[0], middle[1] + faceWidth * 0.25, middle[2] + faceWidth * 0.45] as const;
  const focal = base.width * 2.2;
  const [cy, sy] = [Math.cos(pose.yaw), Math.sin(pose.yaw)];
  const [cp, sp] = [Math.cos(pose.pitch), Math.sin(pose.pitch)];
  const [cr, sr] = [Math.cos(pose.roll), Math.sin(pose.roll)];
  const out = new Float64Array(bent.length * 3);
  bent.forEach((point, index) => {
    const [x0, y0, z0] = [point[0] - pivot[0], point[1] - pivot[1], point[2] - pivot[2]];
    const [x1, z1] = [x0 * cy - z0 * sy, x0 * sy + z0 * cy];
    const [y2, z2] = [y0 * cp - z1 * sp, y0 * sp + z1 * cp];
    const [x3, y3] = [x1 * cr - y2 * sr, x1 * sr + y2 * cr];
    const depth = z2 + pivot[2];
    // The portrait already holds its own perspective: only the change of depth scales.
    const zoom = (focal + vertices[index]![2] - middle[2]) / (focal + depth - middle[2]);
    const share = stiffness[index] ?? 1;
    out[3 * index] = point[0] + (pivot[0] + x3 * zoom - point[0] + pose.dx) * share;
    out[3 * index + 1] = point[1] + (pivot[1] + y3 * zoom - point[1] + pose.dy) * share;
    out[3 * index + 2] = depth;
  });
  return out;
}

function heightOn(vertices: readonly Point3[], line: readonly number[], x: number): number {
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [at(vertices, line[i - 1]!), at(vertices, line[i]!)];
    if (x <= b[0] || i === line.length - 1) return a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0] || 1);
  }
  return 0;
}
