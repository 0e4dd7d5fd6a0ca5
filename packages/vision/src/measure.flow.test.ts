import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cosine } from './cosine.ts';
import type { Frame } from './measurement.ts';
import { createVisionPool, type VisionPool } from './pool.ts';
import { facesDir, heldOutIdentities } from './testing/attack-rows.ts';
import { missingForFaces, modelsDir } from './testing/needs.ts';

const missing = await missingForFaces();
if (missing) console.log(`Skipped: the vision pool on real models (${missing}).`);

test('a pool without models says so instead of starting', async () => {
  await expect(createVisionPool({ modelsDir: '/nowhere', size: 1, jobMs: 60_000 })).rejects.toMatchObject({
    code: 'models-missing',
  });
});

describe.skipIf(missing)('a pool of one worker with room for two', () => {
  let pool: VisionPool;
  let portraits: Uint8Array[];
  beforeAll(async () => {
    pool = await createVisionPool({ modelsDir: modelsDir(), size: 1, queue: 2, jobMs: 60_000 });
    const names = await heldOutIdentities();
    portraits = await Promise.all(
      names.slice(0, 2).map((name) => readFile(path.join(facesDir(), `${name}.jpg`))),
    );
  });
  afterAll(() => pool.close());

  test('A1: two people’s portraits are one face each, and not the same', async () => {
    const [a, b] = await Promise.all(portraits.map((image) => pool.measurePortrait(image)));
    if (!a?.ok || !b?.ok || !a.embedding || !b.embedding) throw new Error('no face was found');
    expect([a.faces, b.faces, a.embedding.length]).toEqual([1, 1, 512]);
    expect(cosine(a.embedding, a.embedding)).toBeCloseTo(1, 4);
    expect(cosine(a.embedding, b.embedding)).toBeLessThan(0.35);
  });

  test('A12: a stored measurement holds no image and no face vector', async () => {
    const measured = await pool.measureCheck([
      { step: 'lead', moment: 'before', atMs: 0, image: portraits[0]! },
    ]);
    const text = JSON.stringify(measured);
    expect(JSON.parse(text)).toEqual(measured);
    expect(text.length).toBeLessThan(2000);
    expect(text).not.toContain('embedding');
  });

  test('B2: broken frames are measured as refused, and the rest as ever', async () => {
    const frame = (atMs: number, image: Uint8Array): Frame => ({ step: 0, moment: 'peak', atMs, image });
    const { frames, repeats } = await pool.measureCheck([
      frame(0, portraits[0]!),
      frame(1, portraits[0]!.subarray(0, 5000)),
      frame(2, portraits[0]!),
      frame(3, new Uint8Array([1, 2, 3])),
    ]);
    expect(frames.map(({ refusal }) => refusal)).toEqual([null, 'damaged', null, 'not-an-image']);
    expect(repeats).toEqual([{ a: 0, b: 2 }]);
  });

  test('a full queue refuses at once, and too many frames are refused', async () => {
    const asked = Array.from({ length: 5 }, () => pool.measurePortrait(portraits[0]!));
    const settled = await Promise.allSettled(asked);
    const codes = settled.map((one) => (one.status === 'rejected' ? one.reason.code : 'done'));
    expect(codes).toEqual(['done', 'done', 'done', 'pool-busy', 'pool-busy']);
    const frames = Array.from(
      { length: 41 },
      (): Frame => ({ step: 0, moment: 'peak', atMs: 0, image: portraits[0]! }),
    );
    await expect(pool.measureCheck(frames)).rejects.toMatchObject({ code: 'too-many-frames' });
  });

  test('a measurement that takes too long ends, and a new worker takes the next', async () => {
    const hasty = await createVisionPool({ modelsDir: modelsDir(), size: 1, jobMs: 1 });
    const asked = await Promise.allSettled([
      hasty.measurePortrait(portraits[0]!),
      hasty.measurePortrait(portraits[1]!),
    ]);
    await hasty.close();
    expect(asked.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
      'too-slow',
      'too-slow',
    ]);
  });

  test('a closed pool refuses instead of hanging', async () => {
    const other = await createVisionPool({ modelsDir: modelsDir(), size: 1, jobMs: 60_000 });
    const waiting = Promise.allSettled([
      other.measurePortrait(portraits[0]!),
      other.measurePortrait(portraits[0]!),
    ]);
    await other.close();
    await expect(other.measurePortrait(portraits[0]!)).rejects.toMatchObject({ code: 'pool-closed' });
    expect((await waiting).every(({ status }) => status === 'rejected')).toBe(true);
  });
});
