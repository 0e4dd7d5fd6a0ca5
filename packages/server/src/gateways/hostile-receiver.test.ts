import { createServer, type Socket } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createWebhookReceiver } from './webhook-receiver.ts';

const sockets = new Set<Socket>();
const timers = new Set<NodeJS.Timeout>();
let answer: (socket: Socket) => void = () => {};
const server = createServer((socket) => {
  sockets.add(socket);
  socket.on('error', () => {});
  socket.once('data', () => answer(socket));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as { port: number };
afterEach(() => {
  for (const timer of timers) clearInterval(timer);
  for (const socket of sockets) socket.destroy();
});
afterAll(() => {
  server.close();
});

const receiver = createWebhookReceiver({ sandbox: true, answerWithinMs: 400 });
const post = () => receiver.post({ url: `http://127.0.0.1:${port}/`, headers: {}, body: Buffer.from('{}') });
const again = (socket: Socket, text: string) => {
  timers.add(setInterval(() => socket.write(text), 5));
};

describe('V1: a try ends, whatever the receiver does with the connection', () => {
  it.each<[string, (socket: Socket) => void, object]>([
    [
      'changes to another protocol',
      (socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      { kind: 'failed' },
    ],
    [
      'changes to another protocol and closes',
      (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      { kind: 'failed' },
    ],
    [
      'never ends its headers',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        again(socket, 'x-a: b\r\n');
      },
      { kind: 'failed' },
    ],
    [
      'only ever says that it will answer',
      (socket) => again(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
      { kind: 'failed' },
    ],
    [
      'drips its body',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        again(socket, 'x');
      },
      { kind: 'answered', status: 200 },
    ],
    ['closes without a word', (socket) => socket.end(), { kind: 'failed', fault: 'not-reached' }],
    ['speaks no HTTP', (socket) => socket.end('\0\0\0\0'), { kind: 'failed', fault: 'not-reached' }],
  ])('that %s', async (_, how, result) => {
    answer = how;
    expect(await post()).toMatchObject(result);
  });
});
