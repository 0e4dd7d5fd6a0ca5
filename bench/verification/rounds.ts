import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one burst of requests came to. `perCpuSecond` counts the server's own processor time, `perSecond` the clock's. */
export type Burst = {
  good: number;
  perSecond: number;
  perCpuSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Share of a core that the generator itself took: near 1 it would be what is measured. */
  loadCpuShare: number;
};

const generator = join(import.meta.dirname, 'load.ts');
const TICKS_A_SECOND = 100;

/** Processor seconds of a process so far, user and system; 0 where the kernel does not tell. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  } catch {
    return 0;
  }
}

/** Prepares requests for the generator: each behind its length. */
export function writeRequests(file: string, requests: readonly string[]): void {
  const parts = requests.flatMap((request) => {
    const bytes = Buffer.from(request);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return [length, bytes];
  });
  writeFileSync(file, Buffer.concat(parts));
}

/** A check as a gate asks it, or as a stranger: each from a network of its own, as the balancer tells, because they are limited by it. */
export function checkRequest(token: string | null, code: string, stranger = 0): string {
  const body = JSON.stringify({ code });
  const network = `10.${(stranger >> 16) & 255}.${(stranger >> 8) & 255}.${stranger & 255}`;
  const bearer = token === null ? `x-forwarded-for: ${network}\r\n` : `authorization: Bearer ${token}\r\n`;
  return `POST /api/v1/verifications HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${bearer}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Sends a file of requests and reads what came back; throws where one answer was not as expected. */
export async function burst(
  pids: readonly number[],
  options: {
    port: number;
    file: string;
    expected: string;
    seconds: number;
    connections: number;
    repeat: 'once' | 'again';
    core?: number;
    /** Requests are sent at this pace at most, evenly. */
    perSecond?: number;
  },
): Promise<Burst> {
  const { port, connections, seconds, file, expected, repeat, core, perSecond = 0 } = options;
  const pin = core === undefined ? [] : ['taskset', '-c', String(core)];
  const args = [
    ...pin,
    process.execPath,
    generator,
    port,
    connections,
    seconds,
    file,
    expected,
    repeat,
    perSecond,
  ];
  const [command = '', ...rest] = args.map(String);
  const before = pids.map(cpuSeconds);
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const cpu = pids.reduce((sum, pid, i) => sum + cpuSeconds(pid) - before[i]!, 0);
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  const { good, wrong, firstWrong, p50, p99, cpuShare, perSecond: sent } = JSON.parse(text);
  if (wrong > 0) throw new Error(`${wrong} of ${good + wrong} answers were wrong, the first: ${firstWrong}`);
  return { good, perSecond: sent, perCpuSecond: good / cpu, p50, p99, loadCpuShare: cpuShare };
}
