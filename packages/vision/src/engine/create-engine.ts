import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { alignPoints, apply, fitBox, fitCrop, letterbox, mirrored } from '../guide/affine.ts';
import { at, type Box, boxOf, type Crop, cropOfBox, cropOfMesh, type Point3 } from '../guide/geometry.ts';
import { decodeMesh, eyeCrop, meshInput, opennessOfEyelids } from '../guide/mesh-model.ts';
import { VisionError } from '../vision-error.ts';
import type { Engine, Mesh } from './engine.ts';
import { keepBest } from './face-boxes.ts';
import type { Pixels } from './pixels.ts';
import { sampleLuma, samplePlanar } from './sample.ts';
import { type TfjsModel, tfjsToOnnx } from './tfjs-to-onnx.ts';

const manifestPath = new URL('../../models.json', import.meta.url);

// Five points of the ArcFace template at 112 px (https://github.com/deepinsight/insightface, face_align.py).
const template = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
] as const;

/** Loads the models that `models.json` names from `modelsDir`; throws `models-missing`. */
export async function createEngine(modelsDir: string): Promise<Engine> {
  sharp.concurrency(1);
  sharp.cache(false);
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8')) as Manifest;
  const load = (file: string) => readModelFile(modelsDir, file);
  const model = async (name: string): Promise<InferenceSession> =>
    start(await load(manifest.models[name]!.file));
  const converted = async (
    name: string,
    outputs: string[],
    inputDims: readonly [number, number, number, number],
  ): Promise<InferenceSession> => {
    const { file } = manifest.models[name]!;
    const json = JSON.parse(new TextDecoder().decode(await load(file))) as TfjsModel;
    return start(tfjsToOnnx(json, await load(file.replace(/json$/, 'bin')), { outputs, inputDims }));
  };
  const [detect, mesh, eyelids, eye, live, embed] = await Promise.all([
    model('detect'),
    converted('mesh', ['output_mesh', 'output_faceflag'], [1, 3, 192, 192]),
    converted('eyelids', ['Identity'], [2, 3, 64, 64]),
    model('eye'),
    model('live'),
    model('embed'),
  ]);

  const meshIn = async (image: Pixels, crop: Crop): Promise<Mesh> => {
    const planes = samplePlanar(image, fitCrop(crop, meshInput), meshInput, meshInput, {
      shift: 0,
      scale: 255,
    });
    const [coordinates, presence] = await run(mesh, planes, [1, 3, meshInput, meshInput]);
    return { points: decodeMesh(coordinates!, crop), presence: presence![0]! };
  };

  return {
    name: manifest.engine,
    async detect(image) {
      const [width, height] = [320, 240];
      const window = letterbox(image, width, height);
      const planes = samplePlanar(image, window, width, height, { shift: 127, scale: 128 });
      const [scores, boxes] = await run(detect, planes, [1, 3, height, width]);
      const found = [];
      for (let i = 0; i < scores!.length / 2; i++) {
        const score = scores![2 * i + 1]!;
        if (score <= 0.7) continue;
        const [left, top] = apply(window, boxes![4 * i]! * width, boxes![4 * i + 1]! * height);
        const [right, bottom] = apply(window, boxes![4 * i + 2]! * width, boxes![4 * i + 3]! * height);
        found.push({ score, left, top, right, bottom });
      }
      return keepBest(found, 0.4).map((box) => ({
        score: box.score,
        x: box.left,
        y: box.top,
        width: box.right - box.left,
        height: box.bottom - box.top,
      }));
    },
    async mesh(image, near) {
      if (!('width' in near)) return meshIn(image, cropOfMesh(near));
      // The detector's box is rough: a second look at the first mesh's own crop makes the points steady.
      const first = await meshIn(image, cropOfBox(near));
      return first.presence < 0.3 ? first : meshIn(image, cropOfMesh(first.points));
    },
    async eyeOpenness(image, { points }) {
      const planes = new Float32Array(2 * 3 * 64 * 64);
      const scale = { shift: 0, scale: 255 };
      samplePlanar(image, fitCrop(eyeCrop(points, 'left', 2.3), 64), 64, 64, scale, planes);
      const right = mirrored(fitCrop(eyeCrop(points, 'right', 2.3), 64), 64);
      samplePlanar(image, right, 64, 64, scale, planes, 3 * 64 * 64);
      const [contour] = await run(eyelids, planes, [2, 3, 64, 64]);
      return [opennessOfEyelids(contour!, 0), opennessOfEyelids(contour!, contour!.length / 2)];
    },
    async eyesClosed(image, { points }) {
      const closed = [];
      for (const side of ['left', 'right'] as const) {
        const luma = sampleLuma(image, fitCrop(eyeCrop(points, side, 1.6), 24), 24, 24);
        const [logits] = await run(eye, luma, [1, 1, 24, 24]);
        closed.push(1 / (1 + Math.exp(logits![1]! - logits![0]!)));
      }
      return [closed[0]!, closed[1]!];
    },
    async live(image, { points }) {
      const window = fitBox(surroundings(image, boxOf(points), 2.7), 128, 128);
      const planes = samplePlanar(image, window, 128, 128, { shift: 0, scale: 1, order: [2, 1, 0] });
      const [logits] = await run(live, planes, [1, 3, 128, 128]);
      const top = Math.max(...logits!);
      const shares = Array.from(logits!, (logit) => Math.exp(logit - top));
      return shares[0]! / shares.reduce((sum, share) => sum + share, 0);
    },
    async embed(image, { points }, bothWays) {
      const window = alignedFace(points);
      const vector = new Float32Array(512);
      for (const one of bothWays ? [window, mirrored(window, 112)] : [window]) {
        const planes = samplePlanar(image, one, 112, 112, { shift: 127.5, scale: 128 });
        const [numbers] = await run(embed, planes, [1, 3, 112, 112]);
        const length = Math.hypot(...numbers!);
        for (let i = 0; i < 512; i++) vector[i]! += numbers![i]! / length;
      }
      const length = Math.hypot(...vector);
      return vector.map((number) => number / length);
    },
    async close() {
      await Promise.all([detect, mesh, eyelids, eye, live, embed].map((session) => session.release()));
    },
  };
}

/** The window of the face aligned to the embedding's 112 px template. */
export function alignedFace(points: readonly Point3[]): ReturnType<typeof alignPoints> {
  const mean = (indices: readonly number[]): readonly [number, number] => [
    indices.reduce((sum, index) => sum + at(points, index)[0], 0) / indices.length,
    indices.reduce((sum, index) => sum + at(points, index)[1], 0) / indices.length,
  ];
  const five = [mean([33, 133, 159, 145]), mean([263, 362, 386, 374]), mean([1]), mean([61]), mean([291])];
  return alignPoints(five, template);
}

interface Manifest {
  readonly engine: string;
  readonly models: Readonly<Record<string, { readonly file: string }>>;
}

async function readModelFile(dir: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(path.join(dir, file));
  } catch (cause) {
    throw new VisionError('models-missing', `the face model ${file} is not in the models folder`, { cause });
  }
}

function start(model: Uint8Array): Promise<InferenceSession> {
  return InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 });
}

async function run(session: InferenceSession, data: Float32Array, dims: number[]): Promise<Float32Array[]> {
  const results = await session.run({ [session.inputNames[0]!]: new Tensor('float32', data, dims) });
  return session.outputNames.map((name) => results[name]!.data as Float32Array);
}

/** The box grown about its centre as far as the image allows, then moved inside the image. */
function surroundings(image: Pixels, box: Box, factor: number): Box {
  const grow = Math.min((image.height - 1) / box.height, (image.width - 1) / box.width, factor);
  const [width, height] = [box.width * grow, box.height * grow];
  const inside = (start: number, size: number, limit: number) =>
    Math.max(0, Math.min(start, limit - 1 - size));
  return {
    x: inside(box.x + box.width / 2 - width / 2, width, image.width),
    y: inside(box.y + box.height / 2 - height / 2, height, image.height),
    width,
    height,
  };
}
