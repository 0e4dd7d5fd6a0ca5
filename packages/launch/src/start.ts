import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftBehind, openDataDir, takeDataDir } from './data-dir.ts';
import { isPortFree } from './ports.ts';
import { type Product, startProduct } from './product.ts';

const say = (line: string): void => console.log(line);

const fail = (problem: string, nextStep: string): never => {
  console.error(`✗ ${problem}\n  Next step: ${nextStep}`);
  process.exit(1);
};

const portOf = (name: string, fallback: number): number => {
  const text = process.env[name];
  const port = text === undefined || text === '' ? fallback : Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  return fail(
    `${name}=${text} is not a port number.`,
    `set ${name} to a number from 1 to 65535, or leave it unset.`,
  );
};

const requireFree = async (port: number, name: string): Promise<void> => {
  if (await isPortFree(port)) return;
  fail(
    `Port ${port} is in use by another program.`,
    `stop that program, or choose another port: ${name}=${port + 10} npm start`,
  );
};

/** Shows a person of the sandbox world whom a newcomer can be. */
const introduce = async (sandboxUrl: string): Promise<void> => {
  const response = await fetch(`${sandboxUrl}/demo-person`).catch(() => undefined);
  if (!response?.ok) return;
  const person = (await response.json()) as {
    name?: string;
    number?: string;
    residentId?: string;
    mobile?: string;
  };
  say(
    `Be this demo person:  ${person.name} · ID number ${person.number ?? person.residentId} · mobile ${person.mobile}`,
  );
};

/** Shows the demonstration's officer, whose token the server has put into the data folder. */
const introduceOfficer = (): void => {
  try {
    const { name, token } = JSON.parse(readFileSync(join(dir.path, 'demo-officer.json'), 'utf8'));
    say(`Be this officer:      ${name} · token ${token}`);
  } catch {
    // Not a demonstration, or not yet: nobody to show.
  }
};

const port = portOf('PORT', 8080);
const sandboxPort = portOf('SANDBOX_PORT', port + 1);
const production = process.env.SUIZHENG_MODE === 'production';
const url = `http://localhost:${port}`;
const dir = openDataDir(process.env);

const claim = await takeDataDir(dir, url);
if (!claim.taken) {
  fail(
    `Suizheng already runs with the data in ${dir.path}, at ${claim.holder.url} (process ${claim.holder.pid}).`,
    'use that one, stop it with Ctrl-C in its window, or start a second one with its own SUIZHENG_DATA and PORT.',
  );
}
const giveBack = claim.taken ? claim.giveBack : () => {};
process.on('exit', giveBack);

let product: Product | undefined;
let stopping = false;
let stoppingSince = 0;
const stop = async (why: string, code: number): Promise<void> => {
  if (stopping) {
    // One Ctrl-C may arrive twice (from the terminal and from npm); a later one means "now".
    if (performance.now() - stoppingSince > 1_500) process.exit(code || 130);
    return;
  }
  stopping = true;
  stoppingSince = performance.now();
  say(`\n${why}: stopping server, worker, sandbox, database …`);
  await starting.catch(() => {});
  await product?.stop();
  say('stopped');
  process.exit(code);
};
// Installed before anything is started, so that an early Ctrl-C leaves nothing behind either.
process.on('SIGINT', () => void stop('Ctrl-C', 0));
process.on('SIGTERM', () => void stop('asked to end', 0));
process.on('SIGHUP', () => void stop('the terminal closed', 0));
process.on('disconnect', () => void stop('npm start was killed', 1));
// A closed terminal must not kill the launcher before it has stopped the others.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

const start = async (): Promise<void> => {
  const left = await endLeftBehind(dir);
  if (left.length > 0) say(`✓ ended what an interrupted run left running: ${left.join(', ')}`);
  await requireFree(port, 'PORT');
  if (!production) await requireFree(sandboxPort, 'SANDBOX_PORT');
  product = await startProduct({ dir, port, sandboxPort, env: process.env, say });
};

const starting = start();
try {
  await starting;
} catch (error) {
  if (!stopping)
    fail((error as Error).message, `read the logs in ${dir.logs}, mend the cause and run npm start again.`);
}
if (product && !stopping) {
  say('');
  say(`Citizen app           ${url}/`);
  say(`Gate (verifier)       ${url}/verifier/`);
  say(`Counter               ${url}/counter/`);
  say(`Relying parties       ${url}/portal/`);
  for (const node of product.nodes) say(`Verification node     ${node.url}/`);
  if (!production) {
    say(`Sandbox world         ${product.sandboxUrl}/`);
    say(`SMS inbox             ${product.sandboxUrl}/sms`);
    await introduce(product.sandboxUrl);
    introduceOfficer();
  }
  say(`Logs                  ${dir.logs}`);
  say(`ready ${url}`);
}
