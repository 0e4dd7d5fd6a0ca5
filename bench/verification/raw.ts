// The raw rate of one P-256 check by node:crypto on this core, with everything prepared. Prints checks a CPU second.

import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';

const cases = Array.from({ length: 200 }, () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const data = randomBytes(400);
  return { publicKey, data, signature: sign('sha256', data, privateKey) };
});

/** One pass over all of them. */
const pass = (): void => {
  for (const { publicKey, data, signature } of cases) {
    if (!verify('sha256', data, publicKey, signature)) throw new Error('raw check failed');
  }
};

for (let i = 0; i < 5; i += 1) pass();
const cpu = process.cpuUsage();
const until = performance.now() + Number(process.argv[2] ?? 1) * 1_000;
let count = 0;
while (performance.now() < until) {
  pass();
  count += cases.length;
}
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(String(count / ((user + system) / 1e6)));
