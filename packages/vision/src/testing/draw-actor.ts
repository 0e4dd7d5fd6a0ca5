import type { Pixels } from '../engine/pixels.ts';
import type { Actor } from './actor.ts';
import { type ActorPose, lips, lowerLids, poseActor } from './pose-actor.ts';

/** Draws the actor in a pose: the portrait's texture over the moved mesh, hidden parts hidden. */
export function drawActor(actor: Actor, pose: ActorPose): Pixels {
  const { base, triangles, vertices } = actor;
  const { width, height } = base;
  const places = poseActor(actor, pose);
  const out = base.data.slice();
  const nearest = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY);
  for (const [a, b, c] of triangles) {
    const [ax, ay, az] = [places[3 * a]!, places[3 * a + 1]!, places[3 * a + 2]!];
    const [bx, by, bz] = [places[3 * b]!, places[3 * b + 1]!, places[3 * b + 2]!];
    const [cx, cy, cz] = [places[3 * c]!, places[3 * c + 1]!, places[3 * c + 2]!];
    const area = (by - cy) * (ax - cx) + (cx - bx) * (ay - cy);
    if (Math.abs(area) < 1e-6) continue;
    const [sa, sb, sc] = [vertices[a]!, vertices[b]!, vertices[c]!];
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx)));
    const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx)));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
    const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy)));
    const [la, lb] = [(by - cy) / area, (cy - ay) / area];
    for (let y = top; y <= bottom; y++) {
      let k = ((by - cy) * (left - cx) + (cx - bx) * (y - cy)) / area;
      let l = ((cy - ay) * (left - cx) + (ax - cx) * (y - cy)) / area;
      for (let x = left; x <= right; x++, k += la, l += lb) {
        const m = 1 - k - l;
        if (k < -1e-3 || l < -1e-3 || m < -1e-3) continue;
        const z = k * az + l * bz + m * cz;
        const at = y * width + x;
        if (z > nearest[at]!) continue;
        nearest[at] = z;
        const sx = k * sa[0] + l * sb[0] + m * sc[0];
        const sy = k * sa[1] + l * sb[1] + m * sc[1];
        copyPixel(base, sx, sy, out, at * 3);
      }
    }
  }
  if (pose.mouth > 0.05) fillMouth(out, width, height, places);
  if (pose.blink > 0.35)
    drawLashes(out, width, actor.faceWidth, places, Math.min(1, (pose.blink - 0.35) / 0.4));
  return { width, height, data: out };
}

function copyPixel({ data, width, height }: Pixels, x: number, y: number, out: Uint8Array, to: number): void {
  const cx = Math.min(width - 1.001, Math.max(0, x));
  const cy = Math.min(height - 1.001, Math.max(0, y));
  const [x0, y0] = [cx | 0, cy | 0];
  const [fx, fy] = [cx - x0, cy - y0];
  const p = (y0 * width + x0) * 3;
  const q = p + width * 3;
  for (let c = 0; c < 3; c++) {
    const upper = data[p + c]! * (1 - fx) + data[p + 3 + c]! * fx;
    const lower = data[q + c]! * (1 - fx) + data[q + 3 + c]! * fx;
    out[to + c] = upper * (1 - fy) + lower * fy;
  }
}

/** The inside of an open mouth was never photographed: it is dark. */
function fillMouth(out: Uint8Array, width: number, height: number, places: Float64Array): void {
  const rim = [...lips.upper, ...lips.lower.toReversed()].map(
    (i) => [places[3 * i]!, places[3 * i + 1]!] as const,
  );
  const rows = rim.map(([, y]) => y);
  for (let y = Math.max(0, Math.ceil(Math.min(...rows))); y <= Math.min(height - 1, Math.max(...rows)); y++) {
    const crossings = rim
      .flatMap(([x0, y0], i) => {
        const [x1, y1] = rim[(i + 1) % rim.length]!;
        return y0 <= y !== y1 <= y ? x0 + ((y - y0) / (y1 - y0)) * (x1 - x0) : [];
      })
      .sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      for (let x = Math.ceil(crossings[i]!); x <= crossings[i + 1]!; x++)
        out.set([50, 20, 18], (y * width + x) * 3);
    }
  }
}

/** A soft dark line where the lids meet. */
function drawLashes(
  out: Uint8Array,
  width: number,
  faceWidth: number,
  places: Float64Array,
  depth: number,
): void {
  const radius = Math.max(1.2, faceWidth * 0.009);
  for (const lid of lowerLids) {
    for (let i = 1; i < lid.length; i++) {
      const [a, b] = [lid[i - 1]! * 3, lid[i]! * 3];
      for (let step = 0; step < 8; step++) {
        const x = places[a]! + ((places[b]! - places[a]!) * step) / 8;
        const y = places[a + 1]! + ((places[b + 1]! - places[a + 1]!) * step) / 8;
        for (let v = Math.floor(y - radius); v <= y + radius; v++) {
          for (let u = Math.floor(x - radius); u <= x + radius; u++) {
            const share = depth * 0.14 * (1 - Math.hypot(u - x, v - y) / radius);
            if (share <= 0) continue;
            const at = (v * width + u) * 3;
            for (let c = 0; c < 3; c++) out[at + c] = out[at + c]! * (1 - share) + 25 * share;
          }
        }
      }
    }
  }
}
