import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNameLookup } from './public-names.ts';
import { createWebhookReceiver } from './webhook-receiver.ts';

/** A name server on this machine; `answer` gives the addresses of a name, or null for no answer at all. */
async function nameServer(answer: (type: number) => readonly string[] | null): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const end = query.indexOf(0, 12) + 5;
    const type = query.readUInt16BE(end - 4);
    const addresses = answer(type);
    if (addresses === null) return;
    const reply = Buffer.concat([
      // The question again, as an answer without an error, with so many records.
      query.subarray(0, 2),
      Buffer.from([0x81, 0x80, 0, 1, 0, addresses.length, 0, 0, 0, 0]),
      query.subarray(12, end),
      ...addresses.map((address) =>
        Buffer.from([0xc0, 0x0c, 0, type, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]),
      ),
    ]);
    socket.send(reply, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

const at = (socket: Socket): string[] => [`127.0.0.1:${socket.address().port}`];
const never = () => new AbortController().signal;
let silent: Socket;
let inside: Socket;

beforeAll(async () => {
  silent = await nameServer(() => null);
  inside = await nameServer((type) => (type === 1 ? ['1.1.1.1', '10.0.0.7'] : []));
});
afterAll(() => {
  silent.close();
  inside.close();
});

describe('V1: names of receivers', () => {
  it('a name server that never answers is given up, and holds nobody else meanwhile', async () => {
    const lookup = createNameLookup({ servers: at(silent), timeoutMs: 200, tries: 1 });
    // More than the process has threads for files: with the system's look-up the file would wait behind them.
    const asked = Array.from({ length: 16 }, () =>
      lookup('receiver.example', never()).catch((error) => error.code),
    );
    let answered = 0;
    for (const one of asked) void one.then(() => (answered += 1));
    await stat(import.meta.filename);
    expect(answered).toBe(0);
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['ETIMEOUT']));
  });

  it('a look-up ends with the try that it belongs to', async () => {
    const lookup = createNameLookup({ servers: at(silent), timeoutMs: 60_000, tries: 1 });
    const end = new AbortController();
    const asked = lookup('receiver.example', end.signal);
    end.abort();
    await expect(asked).rejects.toMatchObject({ code: 'ECANCELLED' });
  });

  it('all addresses of a name come back, and one inside among them closes the name', async () => {
    const lookup = createNameLookup({ servers: at(inside) });
    expect(await lookup('receiver.example', never())).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '10.0.0.7', family: 4 },
    ]);
    const production = createWebhookReceiver({ sandbox: false, resolve: lookup });
    const call = { url: 'https://receiver.example/', headers: {}, body: Buffer.from('{}') };
    expect(await production.post(call)).toEqual({ kind: 'failed', fault: 'address-refused' });
    const slow = createWebhookReceiver({
      sandbox: false,
      resolve: createNameLookup({ servers: at(silent), timeoutMs: 100, tries: 1 }),
    });
    expect(await slow.post(call)).toEqual({ kind: 'failed', fault: 'timed-out' });
  });

  it('localhost is this machine, whatever a name server says', async () => {
    const lookup = createNameLookup({ servers: at(inside) });
    for (const name of ['localhost', 'LOCALHOST.', 'receiver.localhost'])
      expect((await lookup(name, never()))[0]).toEqual({ address: '127.0.0.1', family: 4 });
    const production = createWebhookReceiver({ sandbox: false, resolve: lookup });
    expect(
      await production.post({ url: 'https://localhost/', headers: {}, body: Buffer.from('{}') }),
    ).toEqual({
      kind: 'failed',
      fault: 'address-refused',
    });
  });
});
