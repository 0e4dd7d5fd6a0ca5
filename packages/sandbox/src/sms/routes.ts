import {
  registerMobile,
  registerPaths,
  smsMessageRequest,
  smsMessageResponse,
  smsReceiptsRequest,
  smsReceiptsResponse,
} from '@suizheng/domain/contract/registers.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendProblem } from '../problems.ts';
import type { Store } from '../store.ts';
import type { Messages } from './messages.ts';
import { keepBodyBytes, requireSignature } from './signed-callers.ts';

const tags = ['sms'];

/** The message gateway's side of the contract; `onAccepted` hears of every message. */
export function addSmsRoutes(
  app: FastifyInstance,
  parts: {
    readonly messages: Messages;
    readonly store: Store;
    readonly secret: string;
    readonly now: () => number;
    readonly onAccepted: () => void;
  },
): void {
  app.register(async (scope) => addSignedRoutes(scope, parts));
  addInbox(app, parts.messages);
}

function addSignedRoutes(
  scope: FastifyInstance,
  { messages, store, secret, now, onAccepted }: Parameters<typeof addSmsRoutes>[1],
): void {
  keepBodyBytes(scope);
  const routes = scope.withTypeProvider<ZodTypeProvider>();
  // Before validation: whoever cannot sign learns nothing of what is wrong with an order.
  const preValidation = requireSignature(secret, store, now);
  const security = [{ signature: [] }];

  routes.post(
    registerPaths.smsMessages,
    {
      preValidation,
      schema: {
        tags,
        security,
        summary: 'Send a message; repeating the reference is harmless',
        body: smsMessageRequest,
        response: { 202: smsMessageResponse },
      },
    },
    async ({ body }, reply) => {
      const message = messages.accept(body);
      if (message === 'conflict') return sendProblem(reply, 'idempotency-conflict');
      onAccepted();
      const { messageId, reference, at } = message;
      return reply.code(202).send({ messageId, reference, status: 'accepted', acceptedAt: at });
    },
  );

  routes.get(
    registerPaths.smsReceipts,
    {
      preValidation,
      schema: {
        tags,
        security,
        summary: 'Delivery receipts after a cursor, in order',
        querystring: smsReceiptsRequest,
        response: { 200: smsReceiptsResponse },
      },
    },
    async ({ query }, reply) => {
      const cursor = query.after ?? '0';
      if (!/^\d{1,15}$/.test(cursor)) {
        return sendProblem(reply, 'invalid-request', { errors: [{ pointer: '/after', reason: 'format' }] });
      }
      const { receipts, next } = messages.receiptsAfter(Number(cursor), query.limit);
      return { receipts, next: String(next) };
    },
  );
}

function addInbox(app: FastifyInstance, messages: Messages): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/sms/inbox',
    {
      schema: {
        tags: ['demo'],
        summary: 'What a phone received, newest first (demo only)',
        querystring: z.strictObject({
          mobile: registerMobile.optional(),
          /** Also what never arrived. */
          all: z.literal('1').optional(),
        }),
      },
    },
    async ({ query }, reply) =>
      reply
        .header('cache-control', 'no-store')
        .send({ messages: messages.inbox(query.mobile, query.all === '1') }),
  );
}
