import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const root = new URL('../../../', import.meta.url).pathname;

/** What the browser's face guide needs besides its code: the weights, and the wasm kernels (with and without SIMD). */
const FILES = {
  models: ['blazeface', 'facemesh', 'iris'].flatMap((name) => [`${name}.json`, `${name}.bin`]),
  wasm: ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'],
};

const modelsDir = (): string =>
  process.env.SUIZHENG_MODELS ?? join(root, 'node_modules', '.cache', 'suizheng', 'models');

const wasmDir = (): string =>
  dirname(
    createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'),
  );

const sources = (): [name: string, path: string][] => [
  ...FILES.models.map((file): [string, string] => [file, join(modelsDir(), file)]),
  ...FILES.wasm.map((file): [string, string] => [file, join(wasmDir(), file)]),
];

/** Puts models and wasm under /face/ of the build and of the dev server; without models the page offers its manual way. */
export function copyModels(): Plugin {
  return {
    name: 'suizheng-copy-models',
    generateBundle() {
      for (const [name, path] of sources()) {
        if (existsSync(path))
          this.emitFile({ type: 'asset', fileName: `face/${name}`, source: readFileSync(path) });
        else this.warn(`${name} is not in ${dirname(path)}: the face guide will run in its manual way`);
      }
    },
    configureServer(server) {
      server.middlewares.use('/face/', (request, response, next) => {
        const wanted = sources().find(([name]) => request.url?.split('?')[0] === `/${name}`);
        if (!wanted || !existsSync(wanted[1])) return next();
        const type = wanted[0].endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
        response.setHeader('content-type', wanted[0].endsWith('.json') ? 'application/json' : type);
        response.end(readFileSync(wanted[1]));
      });
    },
  };
}
