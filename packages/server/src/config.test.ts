import { expect, it } from 'vitest';
import { readConfig } from './config.ts';

const DATABASE_URL = 'postgres://suizheng@127.0.0.1:5432/suizheng';
const sandbox = { DATABASE_URL, SUIZHENG_MODE: 'sandbox', PORT: '9000' };

it('a sandbox needs only its database: everything outside is the sandbox next door', () => {
  const config = readConfig(sandbox);
  expect(config).toMatchObject({
    mode: 'sandbox',
    port: 9000,
    host: 'localhost',
    population: { baseUrl: 'http://127.0.0.1:9001' },
    smsInbox: 'http://localhost:9001/sms',
    limits: true,
  });
});

it('who does not say the mode gets the stricter one: nothing of the sandbox is open by default', () => {
  expect(() => readConfig({ DATABASE_URL, PORT: '9000' })).toThrow(
    'POPULATION_REGISTER_URL: needed in production',
  );
  const { SUIZHENG_MODE: _, ...unsaid } = production;
  expect(readConfig(unsaid)).toMatchObject({ mode: 'production', sandbox: false, smsInbox: null });
});

it('names every variable that is wrong, and what it must be', () => {
  const wrong = () => readConfig({ PORT: '70000', SUIZHENG_MODE: 'live', SMS_GATEWAY_URL: 'ftp://x' });
  for (const name of ['PORT', 'SUIZHENG_MODE', 'DATABASE_URL', 'SMS_GATEWAY_URL'])
    expect(wrong).toThrow(name);
});

const key = 'a-key-of-its-own-for-each';
const production = {
  DATABASE_URL,
  SUIZHENG_MODE: 'production',
  ISSUER_NAME: '某局',
  ISSUER_USCC: '91350100M000100Y43',
  SUIZHENG_ORIGIN: 'https://id.example.cn',
  POPULATION_REGISTER_URL: 'https://register.example.cn',
  PERMIT_REGISTER_URL: 'https://permits.example.cn',
  ORGANISATION_REGISTER_URL: 'https://organisations.example.cn',
  SMS_GATEWAY_URL: 'https://sms.example.cn',
  GEOCODER_URL: 'https://geo.example.cn',
  REGISTER_API_KEY: `${key}-population`,
  PERMIT_REGISTER_API_KEY: `${key}-permits`,
  ORGANISATION_REGISTER_API_KEY: `${key}-organisations`,
  SMS_API_KEY: `${key}-sms`,
};
const OUTSIDE = Object.keys(production).filter((name) => /_URL$|_KEY$/.test(name) && name !== 'DATABASE_URL');

it('production takes no sandbox for a register, and never runs without limits', () => {
  expect(readConfig(production)).toMatchObject({ sandbox: false, smsInbox: null, vouch: null });
  expect(() => readConfig({ ...production, SUIZHENG_LIMITS: 'off' })).toThrow('SUIZHENG_LIMITS');
});

it('production does not start without the address or the key of a system outside, and names all that are missing', () => {
  const bare = Object.fromEntries(Object.entries(production).filter(([name]) => !OUTSIDE.includes(name)));
  for (const name of OUTSIDE) {
    expect(() => readConfig({ ...production, [name]: '' })).toThrow(`${name}: needed in production`);
    expect(() => readConfig(bare)).toThrow(`${name}: needed in production`);
  }
});

it('production sends nothing about a person over plain HTTP', () => {
  for (const name of OUTSIDE.filter((outside) => outside.endsWith('_URL'))) {
    const plain = { ...production, [name]: 'http://register.example.cn' };
    expect(() => readConfig(plain)).toThrow(`${name}: must be an https:// address in production`);
  }
  const vouch = { VOUCH_ISSUER: 'http://id.example.cn', VOUCH_CLIENT_ID: 'a', VOUCH_CLIENT_SECRET: 'b' };
  expect(() => readConfig({ ...production, ...vouch })).toThrow('VOUCH_ISSUER: must be an https:// address');
});

it('production refuses a key that can be guessed', () => {
  expect(() => readConfig({ ...production, SMS_API_KEY: 'changeme' })).toThrow('SMS_API_KEY: too short');
  const before = { ...production, SMS_API_KEY_BEFORE: 'changeme' };
  expect(() => readConfig(before)).toThrow('SMS_API_KEY_BEFORE: too short');
});

it('A3: the vouching provider is the sandbox’s own, one that is configured in full, or none', () => {
  expect(readConfig({ ...sandbox, REGISTER_API_KEY: 'k' }).vouch).toEqual({
    issuer: 'http://127.0.0.1:9001/vouch',
    clientId: 'suizheng',
    clientSecret: 'k',
  });
  const half = { ...production, VOUCH_ISSUER: 'https://id.example.cn' };
  expect(() => readConfig(half)).toThrow('VOUCH_CLIENT_SECRET');
  expect(readConfig({ ...half, VOUCH_CLIENT_ID: 'a', VOUCH_CLIENT_SECRET: 'b' }).vouch).toEqual({
    issuer: 'https://id.example.cn',
    clientId: 'a',
    clientSecret: 'b',
  });
});

it('production never issues in the name of the demonstration’s authority', () => {
  expect(() => readConfig({ ...production, ISSUER_NAME: '' })).toThrow('ISSUER_NAME');
});

it('no system outside gets the key of another', () => {
  const { population, permits, organisations, sms, geocoder } = readConfig(production);
  const keys = [...[population, permits, organisations].map(({ bearer }) => bearer), sms.secret];
  expect(new Set(keys).size).toBe(4);
  expect(geocoder.bearer).toBeUndefined();
  expect(readConfig({ ...production, GEOCODER_API_KEY: 'g' }).geocoder.bearer).toBe('g');
});

it('A10: passkeys count for the host of our own origin: this machine in a sandbox, what is named in production', () => {
  expect(readConfig(sandbox).webauthn).toEqual({
    rpId: 'localhost',
    origins: ['http://localhost:9000'],
  });
  const { SUIZHENG_ORIGIN, ...without } = production;
  expect(readConfig({ ...without, SUIZHENG_ORIGIN }).webauthn).toEqual({
    rpId: 'id.example.cn',
    origins: ['https://id.example.cn'],
  });
  expect(() => readConfig(without)).toThrow('SUIZHENG_ORIGIN: needed in production');
});
