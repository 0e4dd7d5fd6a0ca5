import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isClosedAddress } from './closed-address.ts';
import { createWebhookReceiver } from './webhook-receiver.ts';

const CLOSED = `
  0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.9.9.9 168.63.129.16 169.254.169.254 169.254.170.2 172.16.0.1
  172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1
  240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:a9fe:a9fe ::127.0.0.1 64:ff9b::7f00:1
  64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
  5f00::1 not-an-address 1.2.3
`
  .trim()
  .split(/\s+/);
const OPEN =
  '1.1.1.1 8.8.8.8 114.114.114.114 172.15.0.1 172.32.0.1 192.169.0.1 2400:3200::1 2606:4700::1111'.split(' ');

describe('V1: which addresses webhooks are sent to', () => {
  it.each(CLOSED)('not %s', (address) => expect(isClosedAddress(address)).toBe(true));
  it.each(OPEN)('%s is public', (address) => expect(isClosedAddress(address)).toBe(false));

  it('no IPv4 address hides in an IPv6 one', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::', '::ffff:', '64:ff9b::', '2002:'), (inner, form) => {
        const hex = inner
          .split('.')
          .map((part) => Number(part).toString(16).padStart(2, '0'))
          .join('')
          .replace(/^(....)/, '$1:');
        expect(isClosedAddress(form === '2002:' ? `2002:${hex}::` : `${form}${hex}`)).toBe(true);
      }),
    );
  });
});

describe('V1: what a receiver answers to a challenge', () => {
  it.each([
    ['the proof itself', 'p-123', true],
    ['that of the other secret in force', 'p-456', true],
    ['the same with an end of line', 'p-123\r\n', true],
    ['JSON that names it', '{"proof":"p-123"}', true],
    ['JSON that says the challenge back', '{"challenge":"c-123"}', false],
    ['the challenge', 'c-123', false],
    ['another', 'p-124', false],
    ['nothing', '', false],
    [
      'what was sent, as an echo service does',
      '{"kind":"webhook.challenge","data":{"challenge":"c-123"}}',
      false,
    ],
    ['it among other words', 'you want p-123', false],
    ['more than a proof is long', `p-123${' '.repeat(2_000)}`, false],
    ['JSON of nothing', 'null', false],
  ])('%s', async (_, said, proven) => {
    const answering = createServer((request, response) => {
      request.resume();
      response.end(said);
    });
    await new Promise<void>((done) => void answering.listen(0, '127.0.0.1', done));
    const { port } = answering.address() as AddressInfo;
    const sandbox = createWebhookReceiver({ sandbox: true });
    const url = `http://127.0.0.1:${port}/`;
    const call = { url, headers: {}, body: new Uint8Array([123, 125]), proofs: ['p-123', 'p-456'] };
    expect(await sandbox.post(call)).toMatchObject({ kind: 'answered', status: 200, proven });
    await new Promise((done) => void answering.close(done));
  });
});

describe('V1: a receiver', () => {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    request.resume();
    response.writeHead(204).end();
  });
  beforeAll(() => new Promise<void>((done) => void server.listen(0, '127.0.0.1', done)));
  afterAll(() => new Promise((done) => void server.close(done)));
  const port = () => (server.address() as AddressInfo).port;
  const call = (url: string) => ({ url, headers: {}, body: new Uint8Array([123, 125]) });
  const loopback = async () => [{ address: '127.0.0.1', family: 4 }];

  it('in production is never on this machine or inside, whatever its name or its spelling', async () => {
    const production = createWebhookReceiver({ sandbox: false, resolve: loopback });
    for (const url of [
      `http://receiver.example:${port()}/`,
      `https://receiver.example:${port()}/`,
      'https://receiver.example/',
      'https://127.1/',
      'https://2130706433/',
      'https://[::1]/',
      'https://localhost/',
      'https://169.254.169.254/latest/meta-data/',
      'https://0/',
    ])
      expect([url, await production.post(call(url))]).toEqual([
        url,
        { kind: 'failed', fault: 'address-refused' },
      ]);
    expect(calls).toBe(0);
  });

  it('with one closed address among open ones is refused', async () => {
    const mixed = async () => [
      { address: '1.1.1.1', family: 4 },
      { address: '10.0.0.7', family: 4 },
    ];
    const production = createWebhookReceiver({ sandbox: false, resolve: mixed });
    expect(await production.post(call('https://receiver.example/'))).toEqual({
      kind: 'failed',
      fault: 'address-refused',
    });
  });

  it('is reached at the address that was checked: its name is looked up once', async () => {
    let asked = 0;
    const receiver = createWebhookReceiver({
      sandbox: true,
      resolve: async () => {
        asked += 1;
        // The second answer would lead elsewhere.
        return asked === 1 ? loopback() : [{ address: '10.0.0.7', family: 4 }];
      },
    });
    expect(await receiver.post(call(`http://rebinding.example:${port()}/`))).toEqual({
      kind: 'answered',
      status: 204,
      askedMs: 0,
    });
    expect(asked).toBe(1);
  });

  it('in the sandbox may be this machine, and nothing else inside', async () => {
    const sandbox = createWebhookReceiver({ sandbox: true });
    expect(await sandbox.post(call(`http://localhost:${port()}/`))).toMatchObject({ status: 204 });
    expect(await sandbox.post(call('http://10.0.0.7/'))).toMatchObject({ fault: 'address-refused' });
    expect(await sandbox.post(call('ftp://127.0.0.1/'))).toMatchObject({ fault: 'address-refused' });
  });

  it('that has no name or does not listen is told apart', async () => {
    const nameless = createWebhookReceiver({ sandbox: true, resolve: () => Promise.reject(new Error('no')) });
    expect(await nameless.post(call('http://nowhere.example/'))).toMatchObject({ fault: 'name-unknown' });
    const sandbox = createWebhookReceiver({ sandbox: true });
    expect(await sandbox.post(call('http://127.0.0.1:1/'))).toMatchObject({ fault: 'not-reached' });
    const slow = createWebhookReceiver({
      sandbox: true,
      answerWithinMs: 30,
      resolve: () => new Promise(() => {}),
    });
    expect(await slow.post(call('http://slow.example/'))).toMatchObject({ fault: 'timed-out' });
  });
});
