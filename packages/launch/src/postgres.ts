import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import pg from 'pg';
import { freePort, isPortFree } from './ports.ts';
import { makePrivate, postgresPrograms, postgresUid, reachablePlace } from './postgres-files.ts';
import { clearStaleLock, livingPostmaster } from './postmaster.ts';
import { type Service, supervise } from './supervise.ts';

/** How to run one cluster. `durable: false` is for throwaway test clusters only: a crash may lose their data. */
export interface PostgresOptions {
  /** Holds `connection.json` (0600) and, where the database's user can reach it, the cluster itself. */
  dataDir: string;
  log(line: string): void;
  logFile?: string;
  durable?: boolean;
  database?: string;
}

/** A running PostgreSQL on loopback. `url` is the owner's and stays the same over restarts; `pid` is the postmaster's. */
export interface Postgres {
  readonly url: string;
  readonly pid: number;
  readonly reused: boolean;
  readonly service: Service;
  stop(): Promise<void>;
}

interface Connection {
  cluster: string;
  password: string;
  port: number;
}

const OWNER = 'suizheng';

// Sized for one machine that also runs everything else; production brings its own PostgreSQL by DATABASE_URL.
const settings = (durable: boolean): string[] => [
  ...[
    'max_connections=150',
    'shared_buffers=192MB',
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
  ],
  ...['timezone=UTC', 'log_min_messages=warning', 'log_min_error_statement=panic'],
  ...(durable
    ? ['fsync=on', 'synchronous_commit=on']
    : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
];

const connectionFile = (dataDir: string): string => join(dataDir, 'connection.json');

// The file keeps the cluster's place relative to its folder where it can, so that the folder may be moved.
const readConnection = (dataDir: string): Connection | undefined => {
  if (!existsSync(connectionFile(dataDir))) return undefined;
  const kept = JSON.parse(readFileSync(connectionFile(dataDir), 'utf8')) as Connection;
  return { ...kept, cluster: resolve(dataDir, kept.cluster) };
};

const writeConnection = (dataDir: string, connection: Connection): void => {
  const inside = relative(dataDir, connection.cluster);
  const kept = inside.startsWith('..') ? connection : { ...connection, cluster: inside };
  const part = `${connectionFile(dataDir)}.part`;
  writeFileSync(part, JSON.stringify(kept, undefined, 2), { mode: 0o600 });
  renameSync(part, connectionFile(dataDir));
};

const urlOf = (connection: Connection, database: string): string =>
  `postgres://${OWNER}:${connection.password}@127.0.0.1:${connection.port}/${database}`;

const newConnection = (dataDir: string): Connection => {
  const id = randomBytes(6).toString('hex');
  const cluster = join(reachablePlace(join(dataDir, 'cluster'), id), 'data');
  return { cluster, password: randomBytes(24).toString('base64url'), port: 0 };
};

const asOwner = <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  return client
    .connect()
    .then(() => work(client))
    .finally(() => client.end().catch(() => {}));
};

/** Fills an empty cluster folder; a half-made one of an interrupted run is thrown away first. */
const initialise = async (connection: Connection, durable: boolean): Promise<void> => {
  const uid = postgresUid();
  const part = `${connection.cluster}.part`;
  const passwordFile = `${connection.cluster}.password`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(dirname(connection.cluster), { recursive: true, mode: 0o711 });
  makePrivate(part);
  writeFileSync(passwordFile, connection.password, { mode: 0o600 });
  if (uid !== undefined) chownSync(passwordFile, uid, uid);
  const args = [
    `--pgdata=${part}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
  ];
  args.push('--encoding=UTF8', '--locale=C', '--no-instructions', ...(durable ? [] : ['--no-sync']));
  try {
    await run(postgresPrograms().initdb, args, uid);
    renameSync(part, connection.cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
};

const run = (command: string, args: string[], uid: number | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(uid ? { uid, gid: uid } : {}),
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}:\n${said.trim()}`)),
    );
  });

const ensureDatabase = (url: string, database: string): Promise<unknown> =>
  asOwner(url, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    return rowCount ? undefined : client.query(`create database ${pg.escapeIdentifier(database)}`);
  });

/** The owner's URL of the cluster in `dataDir`, when its postmaster lives; otherwise undefined. */
export const runningPostgresUrl = (dataDir: string, database = OWNER): string | undefined => {
  const connection = readConnection(dataDir);
  return connection && livingPostmaster(connection.cluster) ? urlOf(connection, database) : undefined;
};

/** The process number of the living postmaster of the cluster in `dataDir`, if any. */
export const runningPostgresPid = (dataDir: string): number | undefined => {
  const connection = readConnection(dataDir);
  return connection && livingPostmaster(connection.cluster)?.pid;
};

/**
 * Starts the cluster in `dataDir`, making it first if there is none; a postmaster that outlived its launcher is taken
 * over. It is restarted on the same port when it dies. Rejects with PostgreSQL's own words when it cannot start.
 */
export const startPostgres = async (options: PostgresOptions): Promise<Postgres> => {
  const { dataDir, log, durable = true, database = OWNER } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const connection = readConnection(dataDir) ?? newConnection(dataDir);
  writeConnection(dataDir, connection);
  if (!existsSync(connection.cluster)) {
    if (connection.port !== 0) {
      throw new Error(
        `the database of ${dataDir} should be in ${connection.cluster} but is gone; restore it, or remove ${dataDir} to begin anew`,
      );
    }
    await initialise(connection, durable);
  }

  const adopt = livingPostmaster(connection.cluster);
  if (!adopt && (connection.port === 0 || !(await isPortFree(connection.port)))) {
    connection.port = await freePort();
    writeConnection(dataDir, connection);
  }
  const adminUrl = urlOf(connection, 'postgres');
  const uid = postgresUid();
  const service = supervise(
    {
      name: 'database',
      command: postgresPrograms().postgres,
      args: [
        '-D',
        connection.cluster,
        '-p',
        String(connection.port),
        ...settings(durable).flatMap((s) => ['-c', s]),
      ],
      cwd: '/',
      env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
      logFile: options.logFile ?? join(dataDir, 'postgres.log'),
      stopSignal: 'SIGINT', // "fast" shutdown: open sessions are ended, the data is written out
      ...(uid === undefined ? {} : { uid }),
      ...(adopt ? { adopt } : {}),
      probe: () => asOwner(adminUrl, (client) => client.query('select 1')).then(() => true),
      beforeSpawn: () => clearStaleLock(connection.cluster),
    },
    log,
  );
  await service.whenReady(120_000);
  await ensureDatabase(adminUrl, database);
  return {
    url: urlOf(connection, database),
    get pid() {
      return service.pid;
    },
    reused: adopt !== undefined,
    service,
    stop: service.stop,
  };
};

/** Removes a stopped cluster and its folder, wherever the cluster had to be put. */
export const removePostgresFiles = (dataDir: string): void => {
  const connection = readConnection(dataDir);
  if (connection) rmSync(dirname(connection.cluster), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
};
