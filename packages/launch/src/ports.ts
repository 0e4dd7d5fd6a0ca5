import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what systems give to connections by themselves (Linux from 32768, others from 49152): a port that is free stays so
 * until its server has started, whatever connects to whatever meanwhile.
 */
const OURS = { from: 20_000, to: 32_000 } as const;
const TRIES = 50;
/** Given out by this process: until its server has started, a port is free to look at and taken all the same. */
const given = new Set<number>();

const tryPort = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      const got = typeof address === 'object' && address ? address.port : undefined;
      probe.close(() => resolve(got));
    });
  });

/** Whether a server of ours could listen on this TCP port now, on loopback and on every address. */
export const isPortFree = async (port: number): Promise<boolean> =>
  (await tryPort(port, '127.0.0.1')) !== undefined && (await tryPort(port, '0.0.0.0')) !== undefined;

/** A TCP port that is free right now, that nobody here was given before, and that no connection comes to have by chance. */
export const freePort = async (): Promise<number> => {
  for (let n = 0; n < TRIES; n += 1) {
    const port = randomInt(OURS.from, OURS.to);
    if (given.has(port)) continue;
    given.add(port);
    if (await isPortFree(port)) return port;
  }
  const port = await tryPort(0, '127.0.0.1');
  if (port === undefined) throw new Error('no free TCP port on 127.0.0.1');
  return port;
};
