// Runs on any Node from 20 on, with nothing installed: plain JavaScript, built-in modules only.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder, absolute. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const cache = join(root, 'node_modules', '.cache', 'suizheng');
const stamp = join(cache, 'installed.sha256');
const NODE_MAJOR = 24;

/** Prints one finished step with its duration in seconds. */
export const said = (text, since) => console.log(`✓ ${text} (${((Date.now() - since) / 1000).toFixed(1)} s)`);

/** Ends the process with a message that names the next step. */
export const giveUp = (problem, nextStep) => {
  console.error(`✗ ${problem}\n  Next step: ${nextStep}`);
  process.exit(1);
};

const lockfile = () => readFileSync(join(root, 'package-lock.json'));
const fingerprint = () => createHash('sha256').update(lockfile()).digest('hex');
const stamped = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();

/** Compares what npm recorded as installed with what the lock file asks for (a developer's `npm i` counts too). */
const installedMatchesLock = () => {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(lockfile().toString()).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      !path.includes('node_modules/') || entry.optional || present[path]?.version === entry.version,
  );
};

const writeStamp = () => {
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, fingerprint());
};

/** Runs a program with its output on this terminal; says every 15 s that it still works; resolves to the exit code. */
const runAloud = (command, args, what, env = {}) =>
  new Promise((resolve) => {
    const since = Date.now();
    const pulse = setInterval(
      () => console.log(`  … ${what}, ${Math.round((Date.now() - since) / 1000)} s so far`),
      15_000,
    );
    const done = (code) => {
      clearInterval(pulse);
      resolve(code);
    };
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', () => done(1));
    child.on('exit', (code) => done(code ?? 1));
  });

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
// The face engine's CPU files are inside its package; without this its installer fetches GPU files it never needs.
const quietInstall = { ONNXRUNTIME_NODE_INSTALL: 'skip' };

/** Installs the packages when node_modules is missing or differs from package-lock.json. */
export const ensurePackages = async () => {
  if (stamped() && existsSync(join(root, 'node_modules', '.bin'))) return;
  if (installedMatchesLock()) return writeStamp();
  const since = Date.now();
  console.log('• packages: installing what package-lock.json lists (about a minute)');
  const flags = ['--no-audit', '--no-fund', '--loglevel=error'];
  let code = await runAloud(npm, ['ci', ...flags], 'installing packages', quietInstall);
  if (code !== 0) {
    // npm ci refuses a lock file that lacks another platform's optional packages; npm install takes the same versions.
    console.log('• packages: npm ci refused (see above); trying npm install with the same locked versions');
    code = await runAloud(npm, ['install', '--no-save', ...flags], 'installing packages', quietInstall);
  }
  if (code !== 0) {
    giveUp(
      `npm ended with code ${code}: the packages could not be installed.`,
      'read the npm message above; check the network or the npm registry (npm config get registry), then run the same command again.',
    );
  }
  writeStamp();
  said('packages installed', since);
};

const majorOf = (file) => {
  try {
    return Number(/^v(\d+)/.exec(execFileSync(file, ['--version'], { encoding: 'utf8' }))?.[1] ?? 0);
  } catch {
    return 0;
  }
};

/** Answers the path of a Node ≥ 24: the `node` package's own, or the running one where that is new enough. */
export const ensureNode = async () => {
  const own = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(own) && majorOf(own) >= NODE_MAJOR) return own;
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  const since = Date.now();
  console.log(
    `• Node ${NODE_MAJOR}: this machine has ${process.version}; fetching ${NODE_MAJOR} from the npm package "node"`,
  );
  await runAloud(npm, ['rebuild', 'node'], `fetching Node ${NODE_MAJOR}`, quietInstall);
  if (majorOf(own) < NODE_MAJOR) {
    giveUp(
      `Node ${NODE_MAJOR} could not be put into node_modules/.bin.`,
      `install Node ${NODE_MAJOR} (https://nodejs.org) or run "npm rebuild node" and read its messages, then start again.`,
    );
  }
  said(`Node ${NODE_MAJOR} ready`, since);
  return own;
};

/**
 * Runs a TypeScript file on Node ≥ 24 as this process's other half and ends with its exit code. Signals are passed
 * on; the IPC channel lets the other half notice when this one is killed.
 */
export const runOnNode24 = async (file, args) => {
  const node = await ensureNode();
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`;
  const child = spawn(node, [file, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path },
  });
  // Ctrl-C reaches the whole foreground group, the other half included: here it must only not end us first.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) endWithParent(child);
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
};

const parentOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
};

/**
 * Ends when npm (our parent, or the parent of the shell between us) has been killed: nobody is left then to press
 * Ctrl-C, and a new `npm start` must find the way free.
 */
const endWithParent = (child) => {
  const line = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const born = line();
  setInterval(() => {
    if (line() !== born) child.kill('SIGTERM');
  }, 1_000).unref();
};
