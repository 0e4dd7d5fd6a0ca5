import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import type { CheckView, FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import { type Answer, call, type Request } from './call.ts';
import { keepPromise, type Ledger } from './ledger.ts';
import { newestCode, type Resident } from './people.ts';

/** Where a client finds the product, and where it notes what it was told. */
export type World = { readonly url: string; readonly sandboxUrl: string; readonly ledger: Ledger };

/** A phone's new holder key, as the product wants its public half: 65 bytes, base64url. */
const newHolderKey = (): string => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return Buffer.concat(point).toString('base64url');
};

/**
 * Signs in with the code that came to the mobile. A code whose use nobody confirmed is spent: the person waits and asks
 * for another, as the page tells them. Answers the session's cookie, or undefined when `ending` came first.
 */
export async function signIn(
  { url, sandboxUrl, ledger }: World,
  mobile: string,
  ending: AbortSignal,
): Promise<string | undefined> {
  while (!ending.aborted) {
    const asked = await call(url, {
      method: 'POST',
      path: '/api/v1/sms-codes',
      body: { mobile },
      headers: {},
    });
    const code = await newestCode(sandboxUrl, mobile);
    if (code) {
      const body = { mobile, code };
      // The code belongs to the browser that asked: its cookie goes along.
      const browser = asked.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const headers = { cookie: browser };
      const answer = await call(url, { method: 'POST', path: '/api/v1/sessions', body, headers });
      const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
      if (answer.status === 201 && cookie) {
        ledger.sessions.push(cookie);
        return cookie;
      }
    }
    const wait = Number(asked.headers.get('retry-after') ?? 60);
    await sleep(Math.min(wait, 60) * 1_000, undefined, { signal: ending }).catch(() => {});
  }
  return undefined;
}

/** Applies for somebody with a key that every repetition carries; undefined when refused, which the ledger then says. */
export async function applyFor(
  { url, ledger }: World,
  cookie: string,
  resident: Resident,
): Promise<ApplicationView | undefined> {
  const request: Request = {
    method: 'POST',
    path: '/api/v1/applications',
    headers: { cookie, 'idempotency-key': randomUUID() },
    body: {
      procedure: 'rail-temporary-id',
      input: { name: resident.name, number: resident.number, city: '福州市' },
      holderKey: newHolderKey(),
    },
  };
  const answer = await call<ApplicationView>(url, request);
  if (answer.status !== 201) return unexpected(ledger, request, answer);
  keepPromise(ledger, request, answer);
  ledger.applications.set(answer.body.id, { view: answer.body, cookie });
  return answer.body;
}

/** Takes an application back, or declines the face check; repeats after an outage that hid the first answer. */
export async function changeCourse(
  { url, ledger }: World,
  cookie: string,
  id: string,
  course: 'withdrawal' | 'way',
): Promise<void> {
  const request: Request = {
    method: 'POST',
    path: `/api/v1/applications/${id}/${course}`,
    headers: { cookie },
    ...(course === 'way' ? { body: { rung: 'counter' } } : {}),
  };
  const answer = await call<ApplicationView>(url, request);
  if (answer.status === 200) ledger.applications.set(id, { view: answer.body, cookie });
  // Done by an attempt whose answer was lost: the application says so.
  else if (answer.body && (answer.body as { code?: string }).code === 'wrong-state')
    await look({ url, ledger }, cookie, id);
  else unexpected(ledger, request, answer);
}

/** Reads an application and notes what it says. */
export async function look(
  { url, ledger }: Pick<World, 'url' | 'ledger'>,
  cookie: string,
  id: string,
): Promise<ApplicationView | undefined> {
  const request: Request = { method: 'GET', path: `/api/v1/applications/${id}`, headers: { cookie } };
  const answer = await call<ApplicationView>(url, request);
  if (answer.status !== 200) return unexpected(ledger, request, answer);
  ledger.applications.set(id, { view: answer.body, cookie });
  return answer.body;
}

/** Does one real-person check as far as it goes; refusals of steps are left to the next look at the application. */
export async function doCheck(
  { url, ledger }: World,
  cookie: string,
  applicationId: string,
  film: (step: NonNullable<CheckView['step']>) => Promise<FrameInput[]>,
): Promise<void> {
  const start: Request = {
    method: 'POST',
    path: '/api/v1/real-person-checks',
    headers: { cookie, 'idempotency-key': randomUUID() },
    body: { for: { kind: 'application', id: applicationId }, consent: { version: FACE_CONSENT.version } },
  };
  const begun = await call<CheckView>(url, start);
  if (begun.status !== 201) return;
  keepPromise(ledger, start, begun);
  let view = begun.body;
  while (view.step) {
    const frames = await film(view.step);
    const path = `/api/v1/real-person-checks/${view.id}/steps/${view.step.index}`;
    const body = { nonce: view.nonce, frames };
    const answer = await call<CheckView>(url, { method: 'POST', path, body, headers: { cookie } });
    if (answer.status !== 200) return;
    view = answer.body;
  }
}

const unexpected = (ledger: Ledger, request: Request, answer: Answer<unknown>): undefined => {
  ledger.wrong.push(
    `${request.method} ${request.path} was answered ${answer.status} ${answer.text.slice(0, 400)}`,
  );
  return undefined;
};
