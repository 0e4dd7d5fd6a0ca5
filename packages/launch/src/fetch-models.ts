import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import pacote from 'pacote';
import { readTar } from './read-tar.ts';

/** The part of packages/vision/models.json that says what to fetch. */
interface ModelSources {
  readonly sources: readonly {
    readonly tarball: string;
    readonly integrity: string;
    readonly files: readonly { readonly path: string; readonly name: string; readonly sha256: string }[];
  }[];
}

/** Where the manifest is, where the files go, and who hears of the progress (a sentence at a time). */
export interface FetchModelsOptions {
  readonly manifestPath: string;
  readonly targetDir: string;
  readonly log: (line: string) => void;
}

/**
 * Makes `targetDir` hold every file of the manifest with its pinned SHA-256. Files already right are left
 * alone, so a broken run resumes where it stopped; each file appears by an atomic rename. Answers how many
 * files were written. Throws with the reason when a package cannot be had or is not what was pinned.
 */
export async function fetchModels(options: FetchModelsOptions): Promise<{ written: number; kept: number }> {
  const { manifestPath, targetDir, log } = options;
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8')) as ModelSources;
  await mkdir(targetDir, { recursive: true });
  let written = 0;
  let kept = 0;
  for (const source of manifest.sources) {
    const missing = [];
    for (const file of source.files) {
      if (await isRight(path.join(targetDir, file.name), file.sha256)) kept += 1;
      else missing.push(file);
    }
    if (missing.length === 0) continue;
    log(`Fetching ${missing.length} face model files from ${source.tarball} …`);
    const found = await unpack(source.tarball, source.integrity, new Set(missing.map((file) => file.path)));
    for (const file of missing) {
      const data = found.get(file.path);
      if (!data) throw new Error(`${source.tarball} does not hold ${file.path}`);
      if (sha256(data) !== file.sha256)
        throw new Error(`${file.path} of ${source.tarball} is not the pinned file`);
      await writeWhole(path.join(targetDir, file.name), data);
      written += 1;
    }
  }
  if (written > 0) log(`Face models are ready (${written} files written, ${kept} already there).`);
  return { written, kept };
}

async function isRight(file: string, expected: string): Promise<boolean> {
  const data = await readFile(file).catch(() => null);
  return data !== null && sha256(data) === expected;
}

function sha256(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

async function writeWhole(file: string, data: Uint8Array): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await writeFile(part, data);
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

async function unpack(
  spec: string,
  integrity: string,
  wanted: Set<string>,
): Promise<Map<string, Uint8Array>> {
  const tarball = await pacote.tarball(spec, { ...(await npmSettings()), integrity });
  const found = new Map<string, Uint8Array>();
  for (const { name, data } of readTar(gunzipSync(tarball))) {
    if (wanted.has(name)) found.set(name, data);
  }
  return found;
}

/** The registry, cache, proxy and certificates that the person's own npm uses, so that mirrors keep working. */
async function npmSettings(): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)('npm', ['config', 'list', '--json', '--long'], {
    maxBuffer: 4_000_000,
    shell: process.platform === 'win32',
  }).catch(() => ({ stdout: '{}' }));
  const config = JSON.parse(stdout) as Record<string, unknown>;
  const settings: Record<string, unknown> = {};
  const names = {
    registry: 'registry',
    proxy: 'proxy',
    httpsProxy: 'https-proxy',
    noProxy: 'noproxy',
    strictSSL: 'strict-ssl',
    ca: 'ca',
  };
  for (const [option, name] of Object.entries(names)) {
    if (config[name] !== null && config[name] !== undefined) settings[option] = config[name];
  }
  if (typeof config.cafile === 'string' && config.cafile !== '')
    settings.ca = await readFile(config.cafile, 'utf8');
  if (typeof config.cache === 'string') settings.cache = path.join(config.cache, '_cacache');
  return settings;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
  await fetchModels({
    manifestPath: path.join(root, 'packages/vision/models.json'),
    targetDir: process.env.SUIZHENG_MODELS ?? path.join(root, 'node_modules/.cache/suizheng/models'),
    log: (line) => console.log(line),
  });
}
