import { expect, it } from 'vitest';
import { readConfig } from './config.ts';

const DATABASE_URL = 'postgres://suizheng@127.0.0.1:5432/suizheng';

it('a sandbox needs only its database: everything outside is the sandbox next door', () => {
  const config = readConfig({ DATABASE_URL, PORT: '9000' });
  expect(config).toMatchObject({
    mode: 'sandbox',
    port: 9000,
    host: 'localhost',
    population: { baseUrl: 'http://127.0.0.1:9001' },
    smsInbox: 'http://localhost:9001/sms',
    limits: true,
  });
});

it('names every variable that is wrong, and what it must be', () => {
  const wrong = () => readConfig({ PORT: '70000', SUIZHENG_MODE: 'live', SMS_GATEWAY_URL: 'ftp://x' });
  for (const name of ['PORT', 'SUIZHENG_MODE', 'DATABASE_URL', 'SMS_GATEWAY_URL'])
    expect(wrong).toThrow(name);
});

it('production takes no sandbox for a register, and never runs without limits', () => {
  const outside = {
    POPULATION_REGISTER_URL: 'https://register.example.cn',
    SMS_GATEWAY_URL: 'https://sms.example.cn',
    GEOCODER_URL: 'https://geo.example.cn',
  };
  const production = {
    DATABASE_URL,
    SUIZHENG_MODE: 'production',
    ISSUER_NAME: '某局',
    ISSUER_USCC: '91350100M000100Y43',
  };
  expect(() => readConfig(production)).toThrow('POPULATION_REGISTER_URL');
  expect(() => readConfig({ ...production, ...outside, SUIZHENG_LIMITS: 'off' })).toThrow('SUIZHENG_LIMITS');
  expect(readConfig({ ...production, ...outside })).toMatchObject({ sandbox: false, smsInbox: null });
});

it('production never issues in the name of the demonstration’s authority', () => {
  const outside = {
    DATABASE_URL,
    SUIZHENG_MODE: 'production',
    POPULATION_REGISTER_URL: 'https://register.example.cn',
    SMS_GATEWAY_URL: 'https://sms.example.cn',
    GEOCODER_URL: 'https://geo.example.cn',
  };
  expect(() => readConfig(outside)).toThrow('ISSUER_NAME');
});

it('the register’s key is never sent to a geocoder of its own', () => {
  const production = {
    DATABASE_URL,
    SUIZHENG_MODE: 'production',
    ISSUER_NAME: '某局',
    ISSUER_USCC: '91350100M000100Y43',
    POPULATION_REGISTER_URL: 'https://register.example.cn',
    SMS_GATEWAY_URL: 'https://sms.example.cn',
    GEOCODER_URL: 'https://geo.example.cn',
    REGISTER_API_KEY: 'opens-the-register',
  };
  expect(readConfig(production).geocoder.bearer).toBeUndefined();
  expect(readConfig({ ...production, GEOCODER_API_KEY: 'g' }).geocoder.bearer).toBe('g');
  expect(readConfig(production).population.bearer).toBe('opens-the-register');
});
