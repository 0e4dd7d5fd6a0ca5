import { connect } from 'node:net';

/** What came back on the wire; null when the server ended the connection without an answer. */
export type WireAnswer = { status: number; type: string; body: string } | null;

/** Sends bytes over a connection of their own and reads until the server ends it; rejects after `patienceMs`. */
export function sendBytes(
  port: number,
  bytes: Uint8Array,
  options: { end?: boolean; patienceMs?: number } = {},
): Promise<WireAnswer> {
  const { end = false, patienceMs = 15_000 } = options;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes);
      if (end) socket.end();
    });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer within ${patienceMs} ms`));
    }, patienceMs);
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server that has refused may reset what is still being sent: what it said before counts.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(parse(Buffer.concat(chunks).toString('utf8')));
    });
  });
}

/** The first answer; what comes after it on the connection speaks of bytes that were no request. */
function parse(text: string): WireAnswer {
  const match = /^HTTP\/1\.1 (\d{3})/.exec(text);
  if (match === null) return null;
  const split = text.indexOf('\r\n\r\n');
  const head = text.slice(0, split).toLowerCase();
  const type = /\r\ncontent-type: ([^\r]*)/.exec(head)?.[1] ?? '';
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  const rest = Buffer.from(text.slice(split + 4));
  const body = rest.subarray(0, length === undefined ? rest.length : Number(length)).toString('utf8');
  return { status: Number(match[1]), type, body };
}
