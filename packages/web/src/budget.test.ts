import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const dist = join(import.meta.dirname, '..', 'dist');
const manifestFile = join(dist, '.vite', 'manifest.json');
/** Gzipped bytes of script and style that the first screen may cost, before the camera's code. */
const BUDGET = 200 * 1024;

type Chunk = { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[] };

const manifest = (): Record<string, Chunk> =>
  JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, Chunk>;

/** Every file that loading these entries brings with it. */
function filesOf(chunks: Record<string, Chunk>, entries: readonly string[]): Set<string> {
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = chunks[name];
    if (!chunk || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    chunk.imports?.forEach(visit);
  };
  entries.forEach(visit);
  return files;
}

const weigh = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);

const built = existsSync(manifestFile);
if (!built) console.log('budget: skipped, packages/web/dist is not built (run: npx vite build)');

describe.skipIf(!built)('what the browser has to fetch', () => {
  it('the citizen app opens with at most 200 KB, one language included', () => {
    const chunks = manifest();
    const texts = Object.keys(chunks).filter((name) =>
      /src\/(shared|citizen)\/texts\/zh-hant-tw\.ts$/.test(name),
    );
    const files = filesOf(chunks, ['index.html', ...texts]);
    const bytes = weigh(files);
    console.log(`budget: first load ${(bytes / 1024).toFixed(1)} KB gzipped in ${files.size} files`);
    expect(bytes).toBeLessThanOrEqual(BUDGET);
  });

  it('the portal opens with at most 200 KB, one language included', () => {
    const chunks = manifest();
    const texts = Object.keys(chunks).filter((name) =>
      /src\/(shared|portal)\/texts\/zh-hant-tw\.ts$/.test(name),
    );
    const files = filesOf(chunks, ['portal/index.html', ...texts]);
    const bytes = weigh(files);
    console.log(`budget: portal ${(bytes / 1024).toFixed(1)} KB gzipped in ${files.size} files`);
    expect(bytes).toBeLessThanOrEqual(BUDGET);
  });

  it('no phone keeps the portal for the time without a network', () => {
    expect(readFileSync(join(dist, 'sw.js'), 'utf8')).not.toMatch(/["']\/?(assets\/)?portal\//);
  });

  it('the face guide is no part of the first load', () => {
    const files = [...filesOf(manifest(), ['index.html'])];
    expect(files.filter((file) => /tracker|capture/.test(file))).toEqual([]);
  });
});
