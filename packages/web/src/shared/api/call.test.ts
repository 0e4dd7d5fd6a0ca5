import {
  createApplication,
  listApplications,
  readApplication,
} from '@suizheng/domain/contract/applications.ts';
import { findCities } from '@suizheng/domain/contract/places.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiProblem } from './api-problem.ts';
import { call } from './call.ts';
import { serverNow } from './server-clock.ts';

type Request = { url: string; method: string; headers: Record<string, string>; body: string | undefined };

const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

/** A server by hand: answers one after the other; the last one again and again. */
function serve(...answers: (() => Response)[]): Request[] {
  const heard: Request[] = [];
  globalThis.fetch = (async (url: string, init: RequestInit) => {
    heard.push({
      url,
      method: String(init.method),
      headers: init.headers as Record<string, string>,
      body: init.body as string | undefined,
    });
    return (answers[heard.length - 1] ?? answers.at(-1)!)();
  }) as typeof fetch;
  return heard;
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });
const away = () => {
  throw new TypeError('failed to fetch');
};
const problem = (code: string, status: number, errors?: object[]) =>
  json(status, {
    type: `urn:x:${code}`,
    title: 'T',
    status,
    code,
    next: 'N',
    traceId: 'f'.repeat(32),
    errors,
  });

const body = { procedure: 'p', input: {}, holderKey: `B${'A'.repeat(86)}` };
const id = '00000000-0000-4000-8000-000000000000';

describe('calling the API', () => {
  it('V3: a fresh answer tells what time the server has; one that a cache may have kept does not', async () => {
    const behindMs = () => Date.now() - serverNow().getTime();
    const answered = async (at: number, control: string) => {
      serve(json(200, [], { date: new Date(at).toUTCString(), 'cache-control': control }));
      await call(findCities, { query: { q: '杭州' } });
    };
    const hourAgo = Date.now() - 3_600_000;
    await answered(hourAgo, 'public, max-age=60');
    expect(behindMs()).toBeLessThan(60_000);
    await answered(hourAgo, 'no-store');
    expect(behindMs()).toBeGreaterThan(3_500_000);
    await answered(Date.now(), 'no-store');
    expect(behindMs()).toBeLessThan(60_000);
  });

  it('sends language and trace with every call, and encodes what was typed', async () => {
    const heard = serve(json(200, []));
    await call(findCities, { query: { q: '杭 &州' } });
    expect(heard[0]!.url).toBe('/api/v1/places/cities?q=%E6%9D%AD+%26%E5%B7%9E');
    expect(heard[0]!.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(heard[0]!.headers['accept-language']).toBeTruthy();
  });

  it('nothing typed can change the path', async () => {
    const heard = serve(problem('not-found', 404));
    await call(readApplication, { params: { id: '../../staff/me' } }).catch(() => {});
    expect(heard[0]!.url).toBe('/api/v1/applications/..%2F..%2Fstaff%2Fme');
  });

  it('a creating call is tried again under the same key, so that nothing is created twice', async () => {
    const heard = serve(away, problem('busy', 503), problem('validation-failed', 422));
    await call(createApplication, { body }).catch(() => {});
    expect(heard).toHaveLength(3);
    expect(new Set(heard.map((request) => request.headers['idempotency-key'])).size).toBe(1);
  });

  it('a refusal is not tried again, and names each field by the name on the form', async () => {
    const heard = serve(
      problem('validation-failed', 422, [{ field: 'input.number', code: 'c', reason: 'R', next: 'N' }]),
    );
    const error = await call(createApplication, { body }).catch((reason: unknown) => reason);
    expect(heard).toHaveLength(1);
    expect(error).toBeInstanceOf(ApiProblem);
    expect((error as ApiProblem).fields('input.')).toEqual([{ field: 'number', reason: 'R', next: 'N' }]);
    expect((error as ApiProblem).traceId).toBe('f'.repeat(32));
  });

  it('no way to the server is told as that, with a trace id of ours', async () => {
    serve(away);
    const error = (await call(listApplications, {}).catch((reason: unknown) => reason)) as ApiProblem;
    expect(error.kind).toBe('unreachable');
    expect(error.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('an answer that is not what the contract says is not shown', async () => {
    serve(json(200, { id, state: 'invented' }));
    const error = (await call(readApplication, { params: { id } }).catch(
      (reason: unknown) => reason,
    )) as ApiProblem;
    expect(error.kind).toBe('unreadable');
  });
});
