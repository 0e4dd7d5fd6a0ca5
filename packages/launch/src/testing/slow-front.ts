import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** A front before the product under test that makes its network slow. */
export interface SlowFront {
  port: number;
  /** Names the port of the server behind it, which is known later than the front's own. */
  lead(port: number): void;
  close(): Promise<void>;
}

/** A script, whoever fetches it, is held for this share of what an answer of the API is held. */
const SCRIPT_SHARE = 1 / 3;

/**
 * How long answers are held in milliseconds: SUIZHENG_JOURNEYS_DELAY_MS, 0 by default. Throws when it is no number.
 */
export const delayMs = (env: NodeJS.ProcessEnv): number => {
  const delay = Number(env.SUIZHENG_JOURNEYS_DELAY_MS || 0);
  if (delay >= 0) return delay;
  throw new Error(`SUIZHENG_JOURNEYS_DELAY_MS=${env.SUIZHENG_JOURNEYS_DELAY_MS}: must be milliseconds`);
};

/**
 * Passes everything on and holds every answer of the API for `holdMs`, scripts for less. A front and not the browser's
 * own throttling, so that pages, workers and service workers all feel it, and going offline stays the browser's affair.
 */
export const slowFront = async (holdMs: number): Promise<SlowFront> => {
  let behind = 0;
  const holdOf = ({ url = '', headers }: IncomingMessage): number => {
    if (url.startsWith('/api/')) return holdMs;
    // What a service worker fetches for later, several at once, is a script or a style all the same.
    return headers['sec-fetch-dest'] === 'script' || url.startsWith('/assets/') ? holdMs * SCRIPT_SHARE : 0;
  };
  const server = createServer((asked, answer) => {
    const { url: path, method, headers } = asked;
    const onward = request({ host: '127.0.0.1', port: behind, path, method, headers }, (got) => {
      setTimeout(() => {
        // Whoever asked did not wait: the page was left meanwhile.
        if (answer.destroyed) return void got.resume();
        answer.writeHead(got.statusCode ?? 502, got.rawHeaders);
        pipeline(got, answer, () => {});
      }, holdOf(asked));
    });
    // Nobody behind, or gone half way: the browser sees a broken connection, as it would without the front.
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    lead: (port) => {
      behind = port;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
