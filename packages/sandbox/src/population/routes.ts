import {
  guardianCheckRequest,
  guardianCheckResponse,
  mobileCheckRequest,
  mobileCheckResponse,
  permitLinkCheckRequest,
  permitLinkCheckResponse,
  permitMobileCheckRequest,
  permitPortraitRequest,
  permitRealNameCheckRequest,
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

/** What the routes of a register of people need. */
export type PersonRoutes = {
  readonly register: Register;
  readonly store: Store;
  readonly key: string;
  readonly now: () => number;
};

const security = [{ bearer: [] }];

/** The population register's side of the contract: the three questions about people, and guardianship. */
export function addPopulationRoutes(app: FastifyInstance, parts: PersonRoutes): void {
  const { register, store, key, now } = parts;
  const find = (number: string) => bornBy(register.byNumber(number), 'resident-id');
  addPersonRoutes(app, parts, find, {
    tags: ['population'],
    realName: [registerPaths.realNameChecks, realNameCheckRequest],
    portraits: [registerPaths.portraits, portraitRequest],
    mobiles: [registerPaths.mobileChecks, mobileCheckRequest],
  });
  app.withTypeProvider<ZodTypeProvider>().post(
    registerPaths.guardianChecks,
    {
      onRequest: requireBearer(key),
      preHandler: honourIdempotencyKey(store, now),
      schema: {
        tags: ['population'],
        security,
        summary: 'Is this person a guardian of that child?',
        body: guardianCheckRequest,
        response: { 200: guardianCheckResponse },
      },
    },
    async ({ body }) => {
      const child = find(body.child);
      if (!child) return { result: 'no-match' as const, differs: 'unknown-person' as const };
      const bond = child.guardians?.find(({ number }) => number === body.guardian);
      return bond === undefined
        ? { result: 'no-match' as const, differs: 'guardian' as const }
        : { result: 'match' as const, relation: bond.relation };
    },
  );
}

/** The permit register's side of the contract: the same questions about Hong Kong, Macau and Taiwan residents (A9). */
export function addPermitRoutes(app: FastifyInstance, parts: PersonRoutes): void {
  addPersonRoutes(app, parts, (number) => bornBy(parts.register.byNumber(number), 'permit'), {
    tags: ['permits'],
    realName: [registerPaths.permitRealNameChecks, permitRealNameCheckRequest],
    portraits: [registerPaths.permitPortraits, permitPortraitRequest],
    mobiles: [registerPaths.permitMobileChecks, permitMobileCheckRequest],
  });
  const { register, store, key, now } = parts;
  app.withTypeProvider<ZodTypeProvider>().post(
    registerPaths.permitLinkChecks,
    {
      onRequest: requireBearer(key),
      preHandler: honourIdempotencyKey(store, now),
      schema: {
        tags: ['permits'],
        security,
        summary: 'Do these two documents belong to one person?',
        body: permitLinkCheckRequest,
        response: { 200: permitLinkCheckResponse },
      },
    },
    async ({ body }) => {
      const [first, second] = [body.first, body.second].map((number) =>
        bornBy(register.byNumber(number), 'permit'),
      );
      const linked = first && second && (first.sameAs === second.number || second.sameAs === first.number);
      return { result: linked ? ('match' as const) : ('no-match' as const) };
    },
  );
}

function bornBy(person: Person | undefined, by: 'resident-id' | 'permit'): Person | undefined {
  return person && (person.document === undefined) === (by === 'resident-id') ? person : undefined;
}

function addPersonRoutes(
  app: FastifyInstance,
  { register, store, key, now }: PersonRoutes,
  find: (number: string) => Person | undefined,
  contract: {
    readonly tags: string[];
    readonly realName: readonly [path: string, body: typeof realNameCheckRequest];
    readonly portraits: readonly [path: string, body: typeof portraitRequest];
    readonly mobiles: readonly [path: string, body: typeof mobileCheckRequest];
  },
): void {
  const { tags } = contract;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const guarded = { onRequest: requireBearer(key), preHandler: honourIdempotencyKey(store, now) };

  routes.post(
    contract.realName[0],
    {
      ...guarded,
      schema: {
        tags,
        security,
        summary: 'Do name, number and expiry agree with the register?',
        body: contract.realName[1],
        response: { 200: realNameCheckResponse },
      },
    },
    async ({ body }) => compare(find(body.number), body, shanghaiDay(now())),
  );

  routes.post(
    contract.portraits[0],
    {
      ...guarded,
      schema: {
        tags,
        security,
        summary: 'The latest card portrait (image/jpeg)',
        body: contract.portraits[1],
      },
    },
    async ({ body }, reply) => {
      const person = find(body.number);
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
    contract.mobiles[0],
    {
      ...guarded,
      schema: {
        tags,
        security,
        summary: 'Is this mobile the one on file?',
        body: contract.mobiles[1],
        response: { 200: mobileCheckResponse },
      },
    },
    async ({ body }) => {
      const person = find(body.number);
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
  if (asked.birthDate !== undefined && asked.birthDate !== person.birthDate)
    return { result: 'no-match', differs: 'birth-date' };
  if (asked.expiry !== undefined && asked.expiry !== person.card?.expires) {
    return { result: 'no-match', differs: 'expiry' };
  }
  return { result: 'match', cardState: cardStateOn(person, today) };
}
