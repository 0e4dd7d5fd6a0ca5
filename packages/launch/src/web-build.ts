import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from './data-dir.ts';

const web = join(root, 'packages', 'web');
const dist = join(web, 'dist');
const cache = join(root, 'node_modules', '.cache', 'suizheng');
const stamp = join(cache, 'web.sha256');

// All that a browser build reads: the app, the shared pure code and the locked packages.
const sources = [
  'packages/web/**',
  'packages/domain/src/**',
  'packages/vision/src/guide/**',
  'packages/vision/models.json',
  'package-lock.json',
];

const fingerprint = (): string => {
  const hash = createHash('sha256');
  const files = globSync(sources, {
    cwd: root,
    exclude: ['packages/web/dist/**', '**/node_modules/**', '**/*.test.ts', '**/*.test.tsx'],
  });
  for (const file of files.sort()) {
    if (statSync(join(root, file)).isFile())
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
};

/** Whether there is a web app to build in this tree. */
export const hasWebApp = (): boolean =>
  ['ts', 'js', 'mjs'].some((end) => existsSync(join(web, `vite.config.${end}`)));

const runVite = (outDir: string, env: NodeJS.ProcessEnv): Promise<void> =>
  new Promise((resolve, reject) => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const args = [vite, 'build', '--logLevel', 'warn', '--outDir', outDir, '--emptyOutDir'];
    const child = spawn(process.execPath, args, {
      cwd: web,
      // A test runner's own NODE_ENV would build pages without their service worker.
      env: { ...env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk;
      });
    }
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`vite build ended with ${code}:\n${said.trim()}`)),
    );
  });

/** Builds packages/web/dist unless its sources are unchanged; rejects with Vite's words when the build fails. */
export const buildWeb = async (env: NodeJS.ProcessEnv): Promise<'built' | 'unchanged'> => {
  const now = fingerprint();
  if (existsSync(dist) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return 'unchanged';
  const fresh = join(cache, `web-${process.pid}`);
  try {
    await runVite(fresh, env);
    // Swapped in whole: whoever is served from the old build never meets half a new one.
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, now);
  return 'built';
};
