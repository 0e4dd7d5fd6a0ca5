import { createServer } from 'node:net';

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

/** A TCP port that is free on loopback right now. */
export const freePort = async (): Promise<number> => {
  const port = await tryPort(0, '127.0.0.1');
  if (port === undefined) throw new Error('no free TCP port on 127.0.0.1');
  return port;
};
