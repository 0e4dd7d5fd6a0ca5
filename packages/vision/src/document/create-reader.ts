import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import type { Reader } from './read-lines.ts';

const FILES = ['print-find.onnx', 'print-read.onnx', 'print-characters.txt'] as const;

/** Loads the models that read print, or null where an installation leaves them out: then people read. */
export async function createReader(modelsDir: string): Promise<Reader | null> {
  const found = await Promise.all(
    FILES.map((name) => readFile(path.join(modelsDir, name)).catch(() => null)),
  );
  const [find, read, list] = found;
  if (!find || !read || !list) return null;
  const one = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' } as const;
  const [detect, recognise] = await Promise.all([
    InferenceSession.create(find, one),
    InferenceSession.create(read, one),
  ]);
  // The last class is the space, which the list does not hold.
  const characters = [...list.toString('utf8').replaceAll('\r', '').split('\n'), ' '];
  return { detect, recognise, characters };
}
