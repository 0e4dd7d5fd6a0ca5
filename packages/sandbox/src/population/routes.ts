import {
  mobileCheckRequest,
  mobileCheckResponse,
  portraitDateHeader,
  portraitRequest,
  type RealNameCheckRequest,
  type RealNameCheckResponse,
  realNameCheckRequest,
  realNameCheckResponse,
  registerPaths,
} from '@suizheng/domain/contract/registers.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { honourIdempotencyKey, requireBearer } from '../callers.ts';
import { sendProblem } from '../problems.ts';
import type { Store } from '../store.ts';
import { cardStateOn, comparableName, type Person, shanghaiDay } from './people.ts';
import type { Register } from './register.ts';

const tags = ['population'];

/** The population register's side of the contract. */
export function addPopulationRoutes(
  app: FastifyInstance,
  { register, store, key, now }: { register: Register; store: Store; key: string; now: () => number },
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const guarded = { onRequest: requireBearer(key), preHandler: honourIdempotencyKey(store, now) };
  const security = [{ bearer: [] }];

  routes.post(
    registerPaths.realNameChecks,
    {
      ...guarded,
      schema: {
        tags,
        security,
        summary: 'Do name, number and expiry agree with the register?',
        body: realNameCheckRequest,
        response: { 200: realNameCheckResponse },
      },
    },
    async ({ body }) => compare(register.byNumber(body.number), body, shanghaiDay(now())),
  );

  routes.post(
    registerPaths.portraits,
    {
      ...guarded,
      schema: { tags, security, summary: 'The latest card portrait (image/jpeg)', body: portraitRequest },
    },
    async ({ body }, reply) => {
      const person = register.byNumber(body.number);
      if (!person) return sendProblem(reply, 'unknown-person');
      const jpeg = await register.portrait(person);
      if (!jpeg || person.portraitDate === null) return sendProblem(reply, 'no-portrait');
      return reply
        .type('image/jpeg')
        .header(portraitDateHeader, person.portraitDate)
        .header('cache-control', 'no-store')
        .send(Buffer.from(jpeg));
    },
  );

  routes.post(
    registerPaths.mobileChecks,
    {
      ...guarded,
      schema: {
        tags,
        security,
        summary: 'Is this mobile the one on file?',
        body: mobileCheckRequest,
        response: { 200: mobileCheckResponse },
      },
    },
    async ({ body }) => {
      const person = register.byNumber(body.number);
      if (!person) return { result: 'no-match' as const, differs: 'unknown-person' as const };
      if (person.mobile === null)
        return { result: 'no-match' as const, differs: 'no-mobile-on-file' as const };
      if (person.mobile !== body.mobile) return { result: 'no-match' as const, differs: 'mobile' as const };
      return { result: 'match' as const };
    },
  );
}

function compare(
  person: Person | undefined,
  asked: RealNameCheckRequest,
  today: string,
): RealNameCheckResponse {
  if (!person) return { result: 'no-match', differs: 'unknown-person' };
  if (comparableName(person.name) !== comparableName(asked.name))
    return { result: 'no-match', differs: 'name' };
  if (asked.expiry !== undefined && asked.expiry !== person.card?.expires) {
    return { result: 'no-match', differs: 'expiry' };
  }
  return { result: 'match', cardState: cardStateOn(person, today) };
}
