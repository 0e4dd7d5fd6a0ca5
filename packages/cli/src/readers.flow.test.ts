import { testDatabase } from '@suizheng/launch/testing/database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerEnrolCode, readerList, readerRevoke } from './readers.ts';
import type { Run } from './verb.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const run = async (verb: Run, ...argv: string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    env: { DATABASE_URL: database.url },
  };
  return { code: await verb(argv, io), out: out.join('\n'), err: err.join('\n') };
};

const rights = ['--organisation', '北京南站', '--label', '1 号闸机', '--scope', 'rail'];

describe('suizheng reader', () => {
  it('makes an enrolment code as one JSON object', async () => {
    const { code, out } = await run(
      readerEnrolCode,
      ...rights,
      '--purposes',
      'rail.entry,rail.check',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      outcome: 'accept',
      code: expect.stringMatching(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/),
      expiresAt: expect.any(String),
    });
  });

  it('refuses an unknown purpose with exit code 1, naming it', async () => {
    const { code, out } = await run(readerEnrolCode, ...rights, '--purposes', 'rail.fly', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ outcome: 'refuse', code: 'validation-failed', fields: ['purposes.0'] });
  });

  it('answers misuse with exit code 2', async () => {
    expect((await run(readerEnrolCode, ...rights)).code).toBe(2);
    expect((await run(readerEnrolCode, '--colour', 'red')).code).toBe(2);
    expect((await run(readerRevoke, 'not-an-id', '--reason', 'x')).code).toBe(2);
    expect((await run(readerRevoke, '--reason', 'x')).code).toBe(2);
  });

  it('lists readers, and refuses to end one that is not there', async () => {
    expect(JSON.parse((await run(readerList, '--json')).out)).toEqual({ outcome: 'accept', readers: [] });
    const nobody = '00000000-0000-4000-8000-000000000000';
    const { code, out } = await run(readerRevoke, nobody, '--reason', '报废', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).code).toBe('not-found');
  });
});
