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
import { requireBearer } from '../callers.ts';
import { sendProblem } from '../problems.ts';
import type { Messages } from './messages.ts';

const tags = ['sms'];

/** The message gateway's side of the contract, and the inbox that stands for people's phones. */
export function addSmsRoutes(
  app: FastifyInstance,
  { messages, key }: { messages: Messages; key: string },
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = requireBearer(key);
  const security = [{ bearer: [] }];

  routes.post(
    registerPaths.smsMessages,
    {
      onRequest,
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
      const { messageId, reference, at } = message;
      return reply.code(202).send({ messageId, reference, status: 'accepted', acceptedAt: at });
    },
  );

  routes.get(
    registerPaths.smsReceipts,
    {
      onRequest,
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

  routes.get(
    '/sms/inbox',
    {
      schema: {
        tags: ['demo'],
        summary: 'What a phone received, newest first (demo only)',
        querystring: z.strictObject({ mobile: registerMobile.optional() }),
      },
    },
    async ({ query }, reply) =>
      reply.header('cache-control', 'no-store').send({ messages: messages.inbox(query.mobile) }),
  );
}
