import { type Affine, apply, fitCrop, letterbox, mirrored } from '@suizheng/vision/guide/affine.ts';
import { type GuideSample, guideFaceOf } from '@suizheng/vision/guide/face-sample.ts';
import { type Crop, cropOfBox, cropOfMesh, type Point3 } from '@suizheng/vision/guide/geometry.ts';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { ready, setBackend, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { EYE_SIZE, eyeCrop, opennessOf } from './eyelids.ts';
import { FINDER_SIZE, facesOf } from './finder.ts';
import { newWindow, type PixelWindow } from './pixel-window.ts';

/** What the browser saw in one picture; the caller adds the time. */
export type Sight = Omit<GuideSample, 'atMs'>;

/** Measures camera pictures with the light models: only ever to guide and to choose, never believed. */
export type Tracker = {
  /** `eyes` runs the eyelid model too, which costs as much as the mesh. */
  measure(picture: ImageBitmap | HTMLCanvasElement, eyes: boolean): Promise<Sight>;
};

const MESH_SIZE = 192;
/** Below this belief of the mesh model the face is lost and searched anew. */
const LEAST_PRESENCE = 0.5;
/** Pictures between two looks for further faces. */
const LOOK_AROUND = 12;
/** A further face counts from this share of the main one's width on, as for the server. */
const SECOND_FACE = 0.35;

/** Loads the models from `base` (a path that ends in a slash); rejects when they cannot run here. */
export async function loadTracker(base: string): Promise<Tracker> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': `${base}tfjs-backend-wasm.wasm`,
    'tfjs-backend-wasm-simd.wasm': `${base}tfjs-backend-wasm-simd.wasm`,
    'tfjs-backend-wasm-threaded-simd.wasm': `${base}tfjs-backend-wasm-simd.wasm`,
  });
  if (!(await setBackend('wasm'))) throw new Error('wasm does not run here');
  await ready();
  const [finder, mesh, eyelids] = await Promise.all(
    ['blazeface', 'facemesh', 'iris'].map((name) => loadGraphModel(`${base}${name}.json`)),
  );
  const windows = { finder: newWindow(FINDER_SIZE), mesh: newWindow(MESH_SIZE), eye: newWindow(EYE_SIZE) };
  let near: Crop | null = null;
  let faces = 0;
  let sinceLook = LOOK_AROUND;

  const look = async (picture: ImageBitmap | HTMLCanvasElement): Promise<void> => {
    const window = letterbox(picture, FINDER_SIZE, FINDER_SIZE);
    const input = windows.finder.read(picture, window, (value) => value / 127.5 - 1);
    const answers = await run(finder!, input, [1, FINDER_SIZE, FINDER_SIZE, 3]);
    const found = facesOf(joined(answers), window);
    const [first] = found;
    faces = found.filter((box) => first && box.width >= first.width * SECOND_FACE).length;
    if (near === null && first) near = cropOfBox(first);
    sinceLook = 0;
  };

  return {
    async measure(picture, eyes) {
      sinceLook += 1;
      if (near === null || sinceLook >= LOOK_AROUND) await look(picture);
      const brightness = windows.mesh.middleLuma(picture);
      if (near === null) return { faces: 0, face: null, brightness };
      const { points, presence } = await meshIn(mesh!, windows.mesh, picture, near);
      if (presence < LEAST_PRESENCE) {
        near = null;
        return { faces: 0, face: null, brightness };
      }
      near = cropOfMesh(points);
      const open = eyes ? await openness(eyelids!, windows.eye, picture, points) : null;
      const face = guideFaceOf(points, picture.width, picture.height, open);
      return { faces: Math.max(1, faces), face, brightness };
    },
  };
}

async function meshIn(
  model: GraphModel,
  window: PixelWindow,
  picture: ImageBitmap | HTMLCanvasElement,
  crop: Crop,
): Promise<{ points: Point3[]; presence: number }> {
  const map = fitCrop(crop, MESH_SIZE);
  const answers = await run(
    model,
    window.read(picture, map, (value) => value / 255),
    [1, MESH_SIZE, MESH_SIZE, 3],
  );
  const coordinates = answers.find((answer) => answer.length === 1404)!;
  const flag = answers.find((answer) => answer.length === 1)!;
  const points = Array.from({ length: 468 }, (_, i): Point3 => {
    const [x, y] = apply(map, coordinates[3 * i]! - 0.5, coordinates[3 * i + 1]! - 0.5);
    return [x, y, (coordinates[3 * i + 2]! * crop.side) / MESH_SIZE];
  });
  return { points, presence: flag[0]! };
}

/** Mean openness of both eyes; the right one is shown mirrored, as the model knows left ones. */
async function openness(
  model: GraphModel,
  window: PixelWindow,
  picture: ImageBitmap | HTMLCanvasElement,
  points: readonly Point3[],
): Promise<number> {
  const maps: Affine[] = [
    fitCrop(eyeCrop(points, 'left'), EYE_SIZE),
    mirrored(fitCrop(eyeCrop(points, 'right'), EYE_SIZE), EYE_SIZE),
  ];
  const both = new Float32Array(2 * EYE_SIZE * EYE_SIZE * 3);
  maps.forEach((map, i) => {
    both.set(
      window.read(picture, map, (value) => value / 255),
      i * EYE_SIZE * EYE_SIZE * 3,
    );
  });
  const answers = await run(model, both, [2, EYE_SIZE, EYE_SIZE, 3]);
  const contours = answers.reduce((a, b) => (b.length > a.length ? b : a));
  const each = contours.length / 2;
  return (opennessOf(contours.subarray(0, each)) + opennessOf(contours.subarray(each))) / 2;
}

/** Runs a model and frees every tensor of it. */
async function run(
  model: GraphModel,
  values: Float32Array,
  shape: [number, number, number, number],
): Promise<Float32Array[]> {
  const input = tensor4d(values, shape);
  const output = model.execute(input) as Tensor | Tensor[];
  const tensors = Array.isArray(output) ? output : [output];
  const answers = await Promise.all(tensors.map(async (tensor) => (await tensor.data()) as Float32Array));
  for (const tensor of [input, ...tensors]) tensor.dispose();
  return answers;
}

/** The finder's four answers by their size: 512 and 384 logits, 512 and 384 boxes of 16 numbers. */
function joined(answers: readonly Float32Array[]): { logits: Float32Array; boxes: Float32Array } {
  const of = (length: number): Float32Array => answers.find((answer) => answer.length === length)!;
  const join = (a: Float32Array, b: Float32Array): Float32Array => {
    const both = new Float32Array(a.length + b.length);
    both.set(a);
    both.set(b, a.length);
    return both;
  };
  return { logits: join(of(512), of(384)), boxes: join(of(512 * 16), of(384 * 16)) };
}
