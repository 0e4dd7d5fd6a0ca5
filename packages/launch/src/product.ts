import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataDir, root, sandboxKeys } from './data-dir.ts';
import { fetchModels } from './fetch-models.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { step } from './steps.ts';
import { markFileOf, type Service, type ServiceSpec, supervise } from './supervise.ts';
import { watchLog } from './watch-log.ts';
import { buildWeb, hasWebApp } from './web-build.ts';

/** What to start: where the data lies, on which ports, with which environment; `say` hears of the progress. */
export interface ProductOptions {
  dir: DataDir;
  port: number;
  sandboxPort: number;
  env: NodeJS.ProcessEnv;
  say(line: string): void;
}

/**
 * The parts of a running product; `database` is absent when DATABASE_URL names one that is not ours to run, the sandbox
 * in production.
 */
export interface Product {
  url: string;
  /** Where the sandbox is, or would be. */
  sandboxUrl: string;
  databaseUrl: string;
  services: Partial<Record<ServiceName, Service>>;
  /** Verification nodes, as many as SUIZHENG_NODES says; none by default. */
  nodes: readonly { url: string; service: Service }[];
  stop(): Promise<void>;
}

/** The programs of the product. */
export type ServiceName = 'database' | 'sandbox' | 'server' | 'worker';

const entry = {
  sandbox: 'packages/sandbox/src/main.ts',
  server: 'packages/server/src/main.ts',
  worker: 'packages/server/src/worker.ts',
};
const nodeEntry = 'packages/server/src/verify-node.ts';
/** Ports of verification nodes follow the server's from here. */
const NODE_PORTS_FROM = 10;
const MOST_NODES = 16;

const answers = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;

const modelsDir = (env: NodeJS.ProcessEnv): string =>
  env.SUIZHENG_MODELS ?? join(root, 'node_modules', '.cache', 'suizheng', 'models');

const isProduction = (env: NodeJS.ProcessEnv): boolean => env.SUIZHENG_MODE === 'production';

/** What points at the sandbox; in production nothing may, not even by default. */
const sandboxEnv = ({ dir, sandboxPort, env }: ProductOptions): NodeJS.ProcessEnv => {
  if (isProduction(env)) return {};
  const sandbox = `http://127.0.0.1:${sandboxPort}`;
  return {
    SUIZHENG_MODE: 'sandbox',
    POPULATION_REGISTER_URL: sandbox,
    SMS_GATEWAY_URL: sandbox,
    GEOCODER_URL: sandbox,
    ...sandboxKeys(dir),
  };
};

const childEnv = (options: ProductOptions): NodeJS.ProcessEnv => {
  const { dir, port, sandboxPort, env } = options;
  return {
    ...sandboxEnv(options),
    ...env,
    SUIZHENG_DATA: dir.path,
    SUIZHENG_MODELS: modelsDir(env),
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
  };
};

/** The server's migrator program. */
export const migratorScript = join(root, 'packages', 'server', 'src', 'migrate.ts');

/** Brings the database to the present schema with the server's own migrator; rejects with its words. */
export const migrate = (databaseUrl: string, env: NodeJS.ProcessEnv, logFile: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const out = openSync(logFile, 'a', 0o600);
    const from = readFileSync(logFile).length;
    const child = spawn(process.execPath, [migratorScript], {
      cwd: root,
      env: { ...env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', out, out],
    });
    closeSync(out);
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) return resolve();
      reject(
        new Error(
          `migration ended with ${code}:\n${readFileSync(logFile).subarray(from).toString('utf8').trim()}`,
        ),
      );
    });
  });

const nodeCount = (env: NodeJS.ProcessEnv): number => {
  const count = Number(env.SUIZHENG_NODES || 0);
  if (Number.isInteger(count) && count >= 0 && count <= MOST_NODES) return count;
  throw new Error(`SUIZHENG_NODES=${env.SUIZHENG_NODES}: must be a number from 0 to ${MOST_NODES}`);
};

const nodeSpec = (
  name: string,
  port: number,
  options: ProductOptions,
  env: NodeJS.ProcessEnv,
): ServiceSpec => ({
  name,
  command: process.execPath,
  args: ['--max-semi-space-size=32', join(root, nodeEntry)],
  cwd: root,
  env: { ...env, PORT: String(port) },
  logFile: join(options.dir.logs, `${name}.log`),
  markFile: markFileOf(options.dir.run, name),
  probe: () => answers(`http://127.0.0.1:${port}/readyz`),
});

const serviceSpec = (
  name: keyof typeof entry,
  options: ProductOptions,
  env: NodeJS.ProcessEnv,
): ServiceSpec => {
  const born = performance.now();
  const probes = {
    sandbox: () => answers(`http://127.0.0.1:${options.sandboxPort}/healthz`),
    server: () => answers(`http://127.0.0.1:${options.port}/readyz`),
    // The worker has no port: it counts as up when it has survived its first moments.
    worker: async () => performance.now() - born > 600,
  };
  return {
    name,
    command: process.execPath,
    args: [join(root, entry[name])],
    cwd: root,
    env,
    logFile: join(options.dir.logs, `${name}.log`),
    markFile: markFileOf(options.dir.run, name),
    probe: probes[name],
  };
};

/** Starts every part in its order, as much as possible at the same time, and answers when all are ready. */
export const startProduct = async (options: ProductOptions): Promise<Product> => {
  const { dir, say } = options;
  const env = childEnv(options);
  const services: Product['services'] = {};
  const stopWatching: (() => void)[] = [];

  const run = async (name: keyof typeof entry, childEnvironment: NodeJS.ProcessEnv): Promise<void> => {
    if (!existsSync(join(root, entry[name]))) return say(`- ${name}: ${entry[name]} is not in this tree`);
    const spec = serviceSpec(name, options, childEnvironment);
    stopWatching.push(watchLog(name, spec.logFile, say));
    const service = supervise(spec, say);
    services[name] = service;
    await step(
      say,
      name,
      () => service.whenReady(),
      () => `${name} (process ${service.pid})`,
    );
  };

  const nodes: { url: string; service: Service }[] = [];
  const runNodes = async (childEnvironment: NodeJS.ProcessEnv): Promise<void> => {
    const starting = Array.from({ length: nodeCount(env) }, (_, i) => {
      const name = `node-${i + 1}`;
      const port = options.port + NODE_PORTS_FROM + i;
      const spec = nodeSpec(name, port, options, childEnvironment);
      stopWatching.push(watchLog(name, spec.logFile, say));
      const service = supervise(spec, say);
      nodes.push({ url: `http://localhost:${port}`, service });
      const words = (): string => `${name} on port ${port} (process ${service.pid})`;
      return step(say, name, () => service.whenReady(), words);
    });
    await all(starting);
  };

  const openDatabase = async (): Promise<string> => {
    if (env.DATABASE_URL) {
      say('✓ database: the one of DATABASE_URL');
      return env.DATABASE_URL;
    }
    const logFile = join(dir.logs, 'database.log');
    stopWatching.push(watchLog('database', logFile, say));
    const words = (pg: Postgres): string =>
      `database: PostgreSQL on ${new URL(pg.url).host}${pg.reused ? ', still running from before' : ''}`;
    const start = (): Promise<Postgres> => startPostgres({ dataDir: dir.database, logFile, log: say });
    const postgres = await step(say, 'database', start, words);
    services.database = postgres.service;
    return postgres.url;
  };

  const prepareDatabase = async (): Promise<string> => {
    const url = await openDatabase();
    await step(say, 'schema up to date', () => migrate(url, env, join(dir.logs, 'migrate.log')));
    return url;
  };

  const prepareModels = async (): Promise<void> => {
    await step(
      say,
      'face models',
      () =>
        fetchModels({
          manifestPath: join(root, 'packages', 'vision', 'models.json'),
          targetDir: modelsDir(env),
          log: (line) => say(`  ${line}`),
        }),
      ({ written, kept }) =>
        written ? `face models: ${written} fetched` : `face models: all ${kept} in place`,
    );
  };

  const prepareWeb = async (): Promise<void> => {
    await prepareModels(); // the build takes the face guide's weights from there
    if (hasWebApp())
      await step(
        say,
        'web app',
        () => buildWeb(env),
        (state) => `web app ${state}`,
      );
  };

  const stop = async (): Promise<void> => {
    for (const unwatch of stopWatching) unwatch();
    // Who takes requests stops first, what everything rests on stops last.
    await Promise.all([services.server?.stop(), ...nodes.map(({ service }) => service.stop())]);
    await Promise.all([services.worker?.stop(), services.sandbox?.stop()]);
    await services.database?.stop();
  };

  try {
    const sandbox = isProduction(env) ? Promise.resolve() : run('sandbox', env);
    const [databaseUrl] = await all([prepareDatabase(), prepareWeb(), sandbox]);
    const full = { ...env, DATABASE_URL: databaseUrl };
    await all([run('server', full), run('worker', full)]);
    // A node reads keys that the server makes at its first start, and waits for the lists that it publishes.
    await runNodes(full);
    return {
      url: `http://localhost:${options.port}`,
      sandboxUrl: `http://localhost:${options.sandboxPort}`,
      databaseUrl,
      services,
      nodes,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Like Promise.all, but waits for every part before it rejects, so that nothing starts after a failure was seen. */
const all = async <T extends readonly unknown[]>(
  parts: [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> => {
  await Promise.allSettled(parts);
  return Promise.all(parts) as Promise<{ [K in keyof T]: Awaited<T[K]> }>;
};
