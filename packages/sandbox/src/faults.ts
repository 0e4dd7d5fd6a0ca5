import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendProblem } from './problems.ts';

/** Which system misbehaves. */
export const faultTarget = z.enum([
  'population',
  'permits',
  'organisations',
  'sms',
  'receipts',
  'geo',
  'vouch',
]);
type FaultTarget = z.infer<typeof faultTarget>;

/**
 * How it misbehaves: `delay` answers late by `ms`, `error` answers 503, `reset` cuts the connection, `garbage`
 * answers outside the contract, `flood` answers 16 MiB. Receipts that are pushed come late (`delay`), never (`error`,
 * `reset`) or twice (`duplicate`). `rate` is the share of requests hit; `times` ends it after so many.
 */
export const faultOrder = z.strictObject({
  target: faultTarget,
  mode: z.enum(['delay', 'error', 'reset', 'garbage', 'flood', 'duplicate', 'off']),
  ms: z.number().int().min(0).max(120_000).default(3_000),
  rate: z.number().min(0).max(1).default(1),
  times: z.number().int().min(1).max(100_000).optional(),
});
export type FaultOrder = z.input<typeof faultOrder>;

const PREFIXES: Record<Exclude<FaultTarget, 'receipts'>, string> = {
  population: '/population/',
  permits: '/permits/',
  organisations: '/organisations/',
  sms: '/sms/v1/',
  geo: '/geo/',
  vouch: '/vouch/',
};

/** The order in force for the next of a system's acts, or undefined; counts `rate` and `times`. */
export type FaultNow = (target: FaultTarget) => z.output<typeof faultOrder> | undefined;

/** Adds `PUT /faults` and `GET /faults`, and makes the contract's routes misbehave as ordered. Faults end with the process. */
export function addFaults(app: FastifyInstance, random: () => number): FaultNow {
  const orders = new Map<FaultTarget, z.output<typeof faultOrder>>();
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const current = () => ({ faults: [...orders.values()] });

  routes.put(
    '/faults',
    { schema: { tags: ['demo'], summary: 'Make a system misbehave', body: faultOrder } },
    async ({ body }) => {
      if (body.mode === 'off') orders.delete(body.target);
      else orders.set(body.target, body);
      return current();
    },
  );
  routes.get('/faults', { schema: { tags: ['demo'], summary: 'The faults in force' } }, async () =>
    current(),
  );

  const faultNow: FaultNow = (target) => {
    const order = orders.get(target);
    if (!order || random() >= order.rate) return undefined;
    if (order.times === 1) orders.delete(target);
    else if (order.times !== undefined) orders.set(target, { ...order, times: order.times - 1 });
    return order;
  };
  app.addHook('onRequest', async (request, reply) => {
    const [target] = Object.entries(PREFIXES).find(([, prefix]) => request.url.startsWith(prefix)) ?? [];
    const order = target && faultNow(target as FaultTarget);
    return order ? misbehave(order, request, reply) : undefined;
  });
  return faultNow;
}

async function misbehave(order: z.output<typeof faultOrder>, request: FastifyRequest, reply: FastifyReply) {
  switch (order.mode) {
    case 'delay':
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, order.ms);
        // A caller that gave up, or a closing server, ends the wait.
        request.raw.socket.once('close', () => {
          clearTimeout(timer);
          resolve();
        });
      });
      return undefined;
    case 'error':
      return sendProblem(reply, 'unavailable');
    case 'reset':
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    case 'garbage':
      return reply.type('application/json').serializer(String).send('{"result":"perhaps"}');
    case 'flood':
      return reply
        .type('application/json')
        .serializer(String)
        .send(' '.repeat(16 * 1024 * 1024));
    case 'duplicate':
    case 'off':
      return undefined;
  }
}
