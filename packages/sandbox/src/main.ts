import { resolve } from 'node:path';
import { startSandbox } from './start-sandbox.ts';

const root = resolve(import.meta.dirname, '../../..');
const env = process.env;

function required(name: string): string {
  const value = env[name];
  if (value) return value;
  console.error(`${name} is not set: the sandbox answers only callers that hold this key.`);
  process.exit(2);
}

/** Receipts go back to the server next door, if there is one. */
function receiptsUrl() {
  const url =
    env.SMS_RECEIPTS_URL ?? (env.PORT ? `http://localhost:${env.PORT}/api/v1/sms-receipts` : undefined);
  return url ? { receiptsUrl: url } : {};
}

const sandbox = await startSandbox({
  port: Number(env.SANDBOX_PORT ?? Number(env.PORT ?? 8080) + 1),
  host: env.SANDBOX_HOST ?? '127.0.0.1',
  dataDir: resolve(env.SUIZHENG_DATA ?? `${root}/.suizheng`),
  facesDir: resolve(env.SUIZHENG_FACES ?? `${root}/../shared/faces`),
  registerApiKey: required('REGISTER_API_KEY'),
  smsApiKey: required('SMS_API_KEY'),
  ...receiptsUrl(),
  ...(env.VOUCH_CLIENT_SECRET ? { vouchClientSecret: env.VOUCH_CLIENT_SECRET } : {}),
  log: env.SANDBOX_LOG === '1',
});
console.log(`sandbox ${sandbox.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
