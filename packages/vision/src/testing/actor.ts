import { readFile } from 'node:fs/promises';
import { decodeImage, portraitLimits } from '../engine/decode-image.ts';
import type { Engine } from '../engine/engine.ts';
import { largest } from '../engine/face-boxes.ts';
import type { Pixels } from '../engine/pixels.ts';
import { samplePlanar } from '../engine/sample.ts';
import { fitBox } from '../guide/affine.ts';
import { at, type Box, boxOf, type Point3 } from '../guide/geometry.ts';
import { triangulate } from './delaunay.ts';

/** A portrait made movable: its picture framed as a camera would, and a textured mesh over the head. */
export interface Actor {
  /** Square picture, the face about 46 % of its height. */
  readonly base: Pixels;
  /** Mesh vertices in base pixels: 468 of the face, then rings of hair, neck and background. */
  readonly vertices: readonly Point3[];
  /** How much of the head's motion each vertex takes: 1 on the face, 0 where the background begins. */
  readonly stiffness: Float64Array;
  readonly triangles: readonly (readonly [number, number, number])[];
  /** Centre of the face's outline and its width, in base pixels. */
  readonly middle: Point3;
  readonly faceWidth: number;
}

// Outline of the face in the 468-point topology, clockwise from the forehead.
const outline = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
  150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];

/** Rings around the outline: size, share of the motion, depth behind the outline in face widths. */
const rings = [
  { size: 1.08, stiffness: 0.97, depth: 0.03 },
  { size: 1.2, stiffness: 0.9, depth: 0.1 },
  { size: 1.5, stiffness: 0.65, depth: 0.25 },
  { size: 1.9, stiffness: 0.3, depth: 0.3 },
  { size: 2.5, stiffness: 0, depth: 0.3 },
];

/** Builds an actor from a portrait file; throws when the file is no picture of a face. */
export async function createActor(engine: Engine, portraitPath: string, size = 480): Promise<Actor> {
  const decoded = await decodeImage(await readFile(portraitPath), portraitLimits);
  if (!decoded.ok) throw new Error(`the portrait is ${decoded.refusal}`);
  const face = largest(await engine.detect(decoded.pixels));
  if (!face) throw new Error('the portrait shows no face');
  const { points } = await engine.mesh(decoded.pixels, face);
  const box = boxOf(points);
  const side = box.height / 0.46;
  const [left, top] = [box.x + box.width / 2 - side / 2, box.y + box.height * 0.47 - side / 2];
  const scale = size / side;
  const vertices: Point3[] = points.map(([x, y, z]) => [(x - left) * scale, (y - top) * scale, z * scale]);
  const rim = outline.map((index) => at(vertices, index));
  const mean = (axis: 0 | 1 | 2): number => rim.reduce((sum, point) => sum + point[axis], 0) / rim.length;
  const middle: Point3 = [mean(0), mean(1), mean(2)];
  const faceWidth = Math.abs(at(vertices, 454)[0] - at(vertices, 234)[0]);
  const stiffness = vertices.map(() => 1);
  for (const ring of rings) {
    for (const [x, y, z] of rim) {
      const point: Point3 = [
        middle[0] + (x - middle[0]) * ring.size,
        middle[1] + (y - middle[1]) * ring.size,
        z + ring.depth * faceWidth,
      ];
      vertices.push(point);
      // The trunk stays: below the chin a head's motion dies out sooner.
      stiffness.push(point[1] > middle[1] + faceWidth * 0.75 ? ring.stiffness / 2 : ring.stiffness);
    }
  }
  return {
    base: framed(decoded.pixels, { x: left, y: top, width: side, height: side }, size),
    vertices,
    stiffness: Float64Array.from(stiffness),
    triangles: [...faceTriangles(vertices, middle), ...ringTriangles()],
    middle,
    faceWidth,
  };
}

/** The face's own triangles: those inside its outline, the mouth and eyes covered too. */
function faceTriangles(vertices: readonly Point3[], middle: Point3): Actor['triangles'] {
  // Seen from the front the cheeks' sides are squeezed to slivers: flatten the mask by its depth first.
  const face = vertices.slice(0, 468).map(([x, y, z]): readonly [number, number] => {
    const [dx, dy] = [x - middle[0], y - middle[1]];
    const radius = Math.hypot(dx, dy) || 1;
    const stretch = 1 + Math.max(0, (z - middle[2]) * 1.2 + radius) / radius;
    return [dx * stretch, dy * stretch];
  });
  const rim = outline.map((index) => face[index]!);
  return triangulate(face).filter((corners) => {
    const x = corners.reduce((sum, corner) => sum + face[corner]![0], 0) / 3;
    const y = corners.reduce((sum, corner) => sum + face[corner]![1], 0) / 3;
    let inside = false;
    rim.forEach(([x0, y0], i) => {
      const [x1, y1] = rim[(i + 1) % rim.length]!;
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside;
    });
    return inside;
  });
}

/** Strips from the outline to the first ring and from ring to ring. */
function ringTriangles(): Actor['triangles'] {
  const count = outline.length;
  return rings.flatMap((_, ring) =>
    outline.flatMap((_, i) => {
      const j = (i + 1) % count;
      const inner = (k: number): number => (ring === 0 ? outline[k]! : 468 + (ring - 1) * count + k);
      const outer = (k: number): number => 468 + ring * count + k;
      return [
        [inner(i), inner(j), outer(i)],
        [inner(j), outer(j), outer(i)],
      ] as const;
    }),
  );
}

/** Cuts a square window; beyond the picture's rim its last pixels go on. */
function framed(image: Pixels, window: Box, size: number): Pixels {
  const planes = samplePlanar(image, fitBox(window, size, size), size, size, { shift: 0, scale: 1 });
  const data = new Uint8Array(size * size * 3);
  const step = window.width / size;
  for (let v = 0; v < size; v++) {
    for (let u = 0; u < size; u++) {
      const [x, y] = [window.x + (u + 0.5) * step, window.y + (v + 0.5) * step];
      const inside = x >= 1 && y >= 1 && x < image.width - 1 && y < image.height - 1;
      const cx = Math.round(Math.min(image.width - 1, Math.max(0, x)));
      const cy = Math.round(Math.min(image.height - 1, Math.max(0, y)));
      for (let c = 0; c < 3; c++) {
        data[(v * size + u) * 3 + c] = inside
          ? planes[c * size * size + v * size + u]!
          : image.data[(cy * image.width + cx) * 3 + c]!;
      }
    }
  }
  return { width: size, height: size, data };
}
