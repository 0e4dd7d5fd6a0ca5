import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { filesOfArea } from '../src/shared/offline/area-files.ts';
import { AREAS, type Area } from '../src/shared/offline/areas.ts';
import type { KeptFile } from '../src/shared/offline/keep-files.ts';
import { BUILD_TARGET } from './supported-browsers.ts';

const script = new URL('../src/shared/offline/sw.ts', import.meta.url).pathname;

/** Only the gate reads codes without a network; elsewhere the reader is fetched when a camera opens. */
const READER = /\.wasm$/;
/** The face guide is fetched when a face check is near; nobody pays for it on the first visit. */
const FACE = /(^|\/)tracker[^/]*\.js$/;
const isKept = (area: Area) => (file: string) =>
  !FACE.test(file) && (area === 'verifier' || !READER.test(file));

/** What an area is made of: its pages, and what Vite names by its contents. */
const BUILT = /^((verifier\/)?assets\/.*\.(js|css|wasm)|([a-z]+\/)?index\.html)$/;

/** A name with a hash says its contents; any other is kept with their digest. */
const HASHED = /^(verifier\/)?assets\/.*-[\w-]{8}\.\w+$/;

/** Writes one service worker for each area beside its build, with the list of the files that this area needs. */
export function serviceWorkers(): Plugin {
  let outDir = '';
  return {
    name: 'suizheng-service-workers',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const code = await workerCode();
      const names = readdirSync(outDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
        BUILT.test(name),
      );
      const texts = new Map(names.map((name) => [name, textOf(join(outDir, name))]));
      for (const area of Object.keys(AREAS) as Area[]) {
        const reached = filesOfArea(texts, AREAS[area].page, isKept(area));
        const files = [...reached, 'check-browser.js', 'icon.svg', `${area}.webmanifest`].map((name) =>
          keptFile(outDir, name),
        );
        const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
        const list = JSON.stringify({ area, build: digest, files });
        writeFileSync(join(outDir, AREAS[area].worker), `self.KEPT=${list};\n${code}`);
      }
    },
  };
}

const textOf = (path: string): string => (READER.test(path) ? '' : readFileSync(path, 'utf8'));

function keptFile(outDir: string, name: string): KeptFile {
  const url = `/${name}`;
  if (HASHED.test(name)) return { url };
  const digest = createHash('sha256')
    .update(readFileSync(join(outDir, name)))
    .digest('base64');
  return { url, integrity: `sha256-${digest}` };
}

async function workerCode(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: BUILD_TARGET,
      rolldownOptions: { input: script, output: { format: 'iife' } },
    },
  });
  const [first] = [built].flat();
  if (!first || !('output' in first)) throw new Error('the service worker was not built');
  return first.output[0].code;
}
