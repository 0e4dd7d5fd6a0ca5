import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SUPPORTED_BROWSERS } from '../../build/supported-browsers.ts';
import { featuresNamed, youngOf } from './young-features.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const built = existsSync(join(dist, 'index.html'));
if (!built) console.log('supported browsers: skipped, packages/web/dist is not built (run: npx vite build)');

/** Younger than our oldest browsers, but asked whether they are there before they are used. */
const ASKED_FIRST = [
  'Error.captureStackTrace', // zod: `'captureStackTrace' in Error`
  'URL.canParse', // zod: typeof … === 'function'
  'Symbol.dispose', // zxing-wasm: `dispose && …`
  '.getTextInfo', // react-aria: typeof … === 'function'
  '.toBase64', // cbor2: `?.`
  'Uint8Array.fromBase64', // cbor2: `?.`
];
/** Names that libraries give to things of their own. */
const OTHERS = ['.chunks', '.dispose', '.displayName', '.isError', '.stackTraceLimit', '.take', '.use'];

const young = youngOf(SUPPORTED_BROWSERS);

describe('what the pages ask of a browser', () => {
  it('knows what came after the oldest supported browsers, and what did not', () => {
    const named = (code: string) => [...featuresNamed(code, young)];
    expect(named('AbortSignal.any([]); Map.groupBy(a, b); URL.canParse(c); new URLPattern(d)')).toEqual([
      'AbortSignal.any',
      'Map.groupBy',
      'URL.canParse',
      'new URLPattern',
    ]);
    expect(named('a.toSorted().at(-1); structuredClone(b); new CompressionStream("deflate")')).toEqual([]);
    expect(named('list.values().drop(1)')).toEqual(['.drop']);
  });

  // Every script of the build is read through: a busy machine takes its time.
  it.skipIf(!built)('is no more than the oldest supported ones have', { timeout: 120_000 }, () => {
    const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.js'));
    const found = new Map<string, string[]>();
    for (const script of scripts) {
      for (const feature of featuresNamed(readFileSync(join(dist, script), 'utf8'), young))
        found.set(feature, [...(found.get(feature) ?? []), script]);
    }
    for (const known of [...ASKED_FIRST, ...OTHERS]) found.delete(known);
    expect(Object.fromEntries(found)).toEqual({});
  });
});
