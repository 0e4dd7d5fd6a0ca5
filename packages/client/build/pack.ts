// Makes the package that outside teams install: one file of JavaScript for Node 20 and later, its types, the README, and
// nothing to download besides. `node packages/client/build/pack.ts [folder]` prints the tarball's path.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { plainTypes } from './plain-types.ts';

const run = promisify(execFile);
const client = resolve(import.meta.dirname, '..');
const packages = resolve(client, '..');
const root = resolve(packages, '..');

/** Builds the package into `<into>/package` and packs it; answers the tarball's path. */
export async function pack(into: string): Promise<string> {
  const folder = join(into, 'package');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'THIRD-PARTY.txt'), await licencesOf(await bundle(folder)));
  await writeTypes(folder);
  await writeFile(join(folder, 'package.json'), await manifest());
  await copyFile(join(client, 'README.md'), join(folder, 'README.md'));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', into], {
    cwd: folder,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(into, filename);
}

/** Answers the folders of the packages of others that went into the bundle. */
async function bundle(folder: string): Promise<readonly string[]> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: client,
    build: {
      ssr: join(client, 'src/public.ts'),
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'index.js' } },
    },
    ssr: { noExternal: true },
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const modules = outputs.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
  return [
    ...new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? [])),
  ].sort();
}

/** The licence of each, as its author gave it. */
async function licencesOf(folders: readonly string[]): Promise<string> {
  const texts = folders.map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    if (file === undefined) throw new Error(`${name} comes without its licence`);
    return `${name} ${version} (${license})\n\n${await readFile(join(folder, file), 'utf8')}`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

/** Declarations of every module that the package's surface reaches, with imports that hold outside this repository. */
async function writeTypes(folder: string): Promise<void> {
  const emitted = await mkdtemp(join(tmpdir(), 'suizheng-types-'));
  try {
    const config = join(emitted, 'tsconfig.json');
    await writeFile(
      config,
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions: {
          noEmit: false,
          declaration: true,
          emitDeclarationOnly: true,
          rootDir: packages,
          outDir: join(emitted, 'out'),
          // As sources: what lies under node_modules gets no declarations.
          paths: { '@suizheng/domain/*': [join(packages, 'domain/src/*')] },
          typeRoots: [join(root, 'node_modules/@types')],
        },
        files: [join(client, 'src/public.ts')],
        include: [],
      }),
    );
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], { cwd: root });
    const types = join(emitted, 'out/client/src/types.d.ts');
    await writeFile(types, plainTypes());
    await copyReached(join(emitted, 'out'), 'client/src/public.d.ts', join(folder, 'types'));
  } finally {
    await rm(emitted, { recursive: true, force: true });
  }
}

async function copyReached(from: string, entry: string, to: string): Promise<void> {
  const waiting = [entry];
  const seen = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const here = dirname(file);
    const text = (await readFile(join(from, file), 'utf8')).replace(
      /(from |import\()(['"])([^'"]+)\.ts\2/g,
      (_whole, before: string, quote: string, name: string) => {
        const reached = name.startsWith('@suizheng/')
          ? name.replace(/^@suizheng\/([^/]+)\//, '$1/src/')
          : join(here, name);
        waiting.push(`${reached}.d.ts`);
        const path = relative(here, reached);
        return `${before}${quote}${path.startsWith('.') ? path : `./${path}`}.js${quote}`;
      },
    );
    const foreign = /(?:from |import\()['"]([^.'"][^'"]*)['"]/.exec(text)?.[1];
    if (foreign !== undefined) throw new Error(`${file} would need ${foreign}`);
    await mkdir(dirname(join(to, file)), { recursive: true });
    await writeFile(join(to, file), text);
  }
}

async function manifest(): Promise<string> {
  const { name, version, description, license, type } = JSON.parse(
    await readFile(join(client, 'package.json'), 'utf8'),
  );
  const entry = { types: './types/client/src/public.d.ts', default: './index.js' };
  const published = {
    name,
    version,
    description,
    license,
    type,
    engines: { node: '>=20.3' },
    exports: { '.': entry },
    types: entry.types,
    sideEffects: false,
  };
  return `${JSON.stringify(published, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await pack(resolve(process.argv[2] ?? join(client, 'dist'))));
}
