import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AREAS, type Area } from './shared/offline/areas.ts';

const dist = join(import.meta.dirname, '..', 'dist');
const manifestFile = join(dist, '.vite', 'manifest.json');
/** Gzipped bytes of script and style that the first screen may cost, before the camera's code. */
const BUDGET = 200 * 1024;

type Chunk = { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[] };

const areas = Object.keys(AREAS) as Area[];
/** What the service worker of an area keeps, in the order in which it is fetched. */
function filesKept(area: Area): string[] {
  const [line = ''] = readFileSync(join(dist, AREAS[area].worker), 'utf8').split('\n');
  const { files } = JSON.parse(line.replace(/^self\.KEPT=|;$/g, '')) as { files: { url: string }[] };
  return files.map(({ url }) => url);
}

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
    // What asks the browser first stands in no manifest.
    const files = filesOf(chunks, ['index.html', ...texts]).add('check-browser.js');
    const bytes = weigh(files);
    console.log(`budget: first load ${(bytes / 1024).toFixed(1)} KB gzipped in ${files.size} files`);
    expect(bytes).toBeLessThanOrEqual(BUDGET);
  });

  it('the portal opens with at most 200 KB, one language included', () => {
    const chunks = manifest();
    const texts = Object.keys(chunks).filter((name) =>
      /src\/(shared|portal)\/texts\/zh-hant-tw\.ts$/.test(name),
    );
    const files = filesOf(chunks, ['portal/index.html', ...texts]).add('check-browser.js');
    const bytes = weigh(files);
    console.log(`budget: portal ${(bytes / 1024).toFixed(1)} KB gzipped in ${files.size} files`);
    expect(bytes).toBeLessThanOrEqual(BUDGET);
  });

  it('no phone keeps the portal for the time without a network', () => {
    for (const area of areas)
      expect(filesKept(area).filter((url) => /^\/(assets\/)?portal\//.test(url))).toEqual([]);
  });

  it('V3: each area keeps its own page and none of the others, the face guide nowhere, the QR reader at the gate alone', () => {
    for (const area of areas) {
      const kept = filesKept(area);
      console.log(`budget: ${area} keeps ${kept.length} files for the time without a network`);
      expect(kept.filter((url) => url.endsWith('.html'))).toEqual([`/${AREAS[area].page}`]);
      expect(kept[0]).toBe(`/${AREAS[area].page}`);
      expect(kept.filter((url) => /tracker|\/face\//.test(url))).toEqual([]);
      expect(kept.some((url) => url.endsWith('.wasm'))).toBe(area === 'verifier');
    }
    const of = (area: Area) =>
      filesKept(area).filter((url) => /\/(citizen|counter|verifier)-[\w-]{8}\.js$/.test(url));
    for (const area of areas) expect(of(area)).toHaveLength(1);
  });

  it('the face guide is no part of the first load', () => {
    const files = [...filesOf(manifest(), ['index.html'])];
    expect(files.filter((file) => /tracker|capture/.test(file))).toEqual([]);
  });
});
