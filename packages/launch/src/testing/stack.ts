import { openDataDir } from '../data-dir.ts';
import { freePort } from '../ports.ts';
import { type Product, type ServiceName, startProduct } from '../product.ts';
import { delayMs, slowFront } from './slow-front.ts';
import { removeTemporaryDataDir, temporaryDataDir } from './temporary-dir.ts';

/** How to start: a data folder to keep (default: a temporary one, removed at stop), extra environment, who hears. */
export interface StackOptions {
  dataDir?: string;
  env?: NodeJS.ProcessEnv;
  say?(line: string): void;
}

/** The whole product on free ports, supervised as by `npm start`: a part that is killed comes back by itself. */
export interface Stack {
  /** The server's origin, e.g. http://localhost:41234. */
  url: string;
  sandboxUrl: string;
  databaseUrl: string;
  dataDir: string;
  pid(name: ServiceName): number;
  /** Ends a part as a power cut would; answers when it is gone. */
  kill9(name: ServiceName): Promise<void>;
  restart(name: ServiceName): Promise<void>;
  whenReady(name: ServiceName, timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

const pick = (product: Product, name: ServiceName) => {
  const service = product.services[name];
  if (!service) throw new Error(`${name} is not part of this stack`);
  return service;
};

/**
 * Starts database, sandbox, server, worker and the built web app; answers when all are ready. With
 * SUIZHENG_JOURNEYS_DELAY_MS its network is slow, as `slowFront` says.
 */
export const startStack = async (options: StackOptions = {}): Promise<Stack> => {
  const dataDir = options.dataDir ?? (await temporaryDataDir());
  const { DATABASE_URL: _ignored, ...inherited } = process.env;
  const delay = delayMs(process.env);
  const front = delay > 0 ? await slowFront(delay) : undefined;
  const url = front && `http://localhost:${front.port}`;
  const env = {
    ...inherited,
    ...(url ? { SUIZHENG_ORIGIN: url } : {}),
    ...options.env,
    SUIZHENG_DATA: dataDir,
  };
  const port = await freePort();
  front?.lead(port);
  const product = await startProduct({
    dir: openDataDir(env),
    port,
    sandboxPort: await freePort(),
    env,
    say: options.say ?? (() => {}),
  });
  return {
    url: url ?? product.url,
    sandboxUrl: product.sandboxUrl,
    databaseUrl: product.databaseUrl,
    dataDir,
    pid: (name) => pick(product, name).pid,
    kill9: (name) => pick(product, name).kill9(),
    restart: (name) => pick(product, name).restart(),
    whenReady: (name, timeoutMs) => pick(product, name).whenReady(timeoutMs),
    stop: async () => {
      await front?.close();
      await product.stop();
      if (!options.dataDir) await removeTemporaryDataDir(dataDir);
    },
  };
};
