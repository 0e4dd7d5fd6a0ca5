import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { copyModels } from './build/copy-models.ts';
import { serviceWorkers } from './build/service-workers.ts';
import { BUILD_TARGET } from './build/supported-browsers.ts';

const page = (path: string) => new URL(path, import.meta.url).pathname;

/** What only developers at a desk need: it has a folder of its own, which no phone keeps for offline. */
const PORTAL = '/src/portal/';
const inPortal = (modules: readonly string[]) => modules.some((module) => module.includes(PORTAL));

/**
 * What every app opens with, in one file: otherwise each new pair of pages that shares a part of it splits it anew, and
 * many small files pack worse than one.
 */
const BASE =
  /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|@tanstack\/(query-core|react-query))\//;

/** Four entries over one kit: the citizen app at /, the gate at /verifier/, the counter at /counter/, the portal at /portal/. */
export default defineConfig({
  appType: 'mpa',
  plugins: [react(), copyModels(), serviceWorkers()],
  build: {
    target: BUILD_TARGET,
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        citizen: page('./index.html'),
        verifier: page('./verifier/index.html'),
        counter: page('./counter/index.html'),
        portal: page('./portal/index.html'),
      },
      output: {
        codeSplitting: { groups: [{ name: 'base', test: BASE }] },
        entryFileNames: ({ name }) => `assets/${name === 'portal' ? 'portal/' : ''}[name]-[hash].js`,
        chunkFileNames: ({ moduleIds }) => `assets/${inPortal(moduleIds) ? 'portal/' : ''}[name]-[hash].js`,
        assetFileNames: ({ names }) =>
          `assets/${names.includes('portal.css') ? 'portal/' : ''}[name]-[hash][extname]`,
      },
    },
  },
  worker: {
    rolldownOptions: {
      output: {
        // A service worker answers a worker by where that one's own script lies: the gate's reader must lie below the gate.
        entryFileNames: ({ name }) =>
          `${name.startsWith('decode') ? 'verifier/' : ''}assets/[name]-[hash].js`,
      },
    },
  },
  server: {
    proxy: {
      // The server compares Origin with Host: the proxy must not rewrite it.
      '^/(api|openapi.json|.well-known)': {
        target: `http://localhost:${process.env.PORT ?? 8080}`,
        changeOrigin: false,
      },
    },
  },
});
