// A lean load generator for loopback: sends prepared requests over kept-alive connections, one at a time on each, and
// reads every answer. Run as a process of its own: node load.ts PORT CONNECTIONS SECONDS FILE EXPECTED once|again [PER_SECOND]

import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

const [port = '', connections = '', seconds = '', file = '', expected = '', repeat = '', pace = '0'] =
  process.argv.slice(2);
const HEAD_END = '\r\n\r\n';

const prepared = readFileSync(file);
const requests: Buffer[] = [];
for (let at = 0; at < prepared.length; ) {
  const length = prepared.readUInt32LE(at);
  requests.push(prepared.subarray(at + 4, at + 4 + length));
  at += 4 + length;
}

let next = 0;
let good = 0;
let wrong = 0;
let firstWrong = '';
const latencies: number[] = [];
const began = performance.now();
const until = began + Number(seconds) * 1_000;
const cpu = process.cpuUsage();
let ended = began;

/** One connection: the next request goes when the last answer is whole. */
const drive = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(port), '127.0.0.1');
    socket.setNoDelay(true);
    let pending: Buffer | null = null;
    let sentAt = 0;
    const send = () => {
      const now = performance.now();
      if (now >= until || (repeat === 'once' && next >= requests.length)) {
        ended = Math.max(ended, now);
        socket.destroy();
        return resolve();
      }
      const dueAt = began + (Number(pace) === 0 ? 0 : (next / Number(pace)) * 1_000);
      const request = requests[next % requests.length]!;
      next += 1;
      if (dueAt > now) setTimeout(write, dueAt - now, request);
      else write(request);
    };
    const write = (request: Buffer) => {
      sentAt = performance.now();
      socket.write(request);
    };
    socket.on('data', (chunk) => {
      const answer: Buffer = pending === null ? chunk : Buffer.concat([pending, chunk]);
      const head = answer.indexOf(HEAD_END);
      if (head === -1) {
        pending = answer;
        return;
      }
      const length = /content-length: (\d+)/i.exec(answer.toString('latin1', 0, head))?.[1];
      if (answer.length < head + HEAD_END.length + Number(length)) {
        pending = answer;
        return;
      }
      pending = null;
      latencies.push(performance.now() - sentAt);
      if (answer.includes(expected, head)) good += 1;
      else {
        wrong += 1;
        firstWrong ||= answer.toString('utf8').slice(0, 600);
      }
      send();
    });
    socket.on('error', reject);
    socket.on('connect', send);
  });

await Promise.all(Array.from({ length: Number(connections) }, drive));
const { user, system } = process.cpuUsage(cpu);
latencies.sort((a, b) => a - b);
const at = (share: number): number => latencies[Math.floor(share * (latencies.length - 1))] ?? 0;
const elapsed = (ended - began) / 1_000;
process.stdout.write(
  JSON.stringify({
    good,
    wrong,
    firstWrong,
    perSecond: good / elapsed,
    seconds: elapsed,
    cpuShare: (user + system) / 1e6 / elapsed,
    p50: at(0.5),
    p99: at(0.99),
  }),
);
