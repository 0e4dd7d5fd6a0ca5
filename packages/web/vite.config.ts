import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { copyModels } from './build/copy-models.ts';

const page = (path: string) => new URL(path, import.meta.url).pathname;

/** Three entries over one kit: the citizen app at /, the gate at /verifier/, the counter at /counter/. */
export default defineConfig({
  appType: 'mpa',
  plugins: [
    react(),
    copyModels(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/shared/offline',
      filename: 'sw.ts',
      injectRegister: false,
      // Each entry has its own web manifest in public/: one plugin run, three installable apps.
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,svg,webmanifest}'],
        // The face guide is fetched when a face check is near, and kept then; nobody pays for it on the first visit.
        globIgnores: ['**/tracker*.js', 'face/**'],
      },
    }),
  ],
  build: {
    target: 'es2022',
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        citizen: page('./index.html'),
        verifier: page('./verifier/index.html'),
        counter: page('./counter/index.html'),
      },
    },
  },
  server: {
    proxy: {
      // The server compares Origin with Host: the proxy must not rewrite it.
      '/api': { target: `http://localhost:${process.env.PORT ?? 8080}`, changeOrigin: false },
    },
  },
});
