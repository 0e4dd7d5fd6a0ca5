import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { addFaults } from './faults.ts';
import { addGeoRoutes } from './geo/routes.ts';
import { addOrganisationRoutes } from './organisations/routes.ts';
import { addDemoRoutes } from './pages/demo-routes.ts';
import { addPages } from './pages/routes.ts';
import { openRegister } from './population/register.ts';
import { addPermitRoutes, addPopulationRoutes } from './population/routes.ts';
import { answerWithProblems, sendProblem } from './problems.ts';
import { openMessages } from './sms/messages.ts';
import { openReceiptPusher } from './sms/push-receipts.ts';
import { addSmsRoutes } from './sms/routes.ts';
import { openStore } from './store.ts';
import { addVouchRoutes } from './vouch/routes.ts';

/** How to start the outside world. Port 0 takes a free one; the state lies in `<dataDir>/sandbox`. */
export type SandboxOptions = {
  readonly port: number;
  readonly host?: string;
  readonly dataDir: string;
  readonly facesDir: string;
  readonly registerApiKey: string;
  /** Secret that signs orders and receipts. */
  readonly smsApiKey: string;
  /** Where delivery receipts are pushed; nowhere where absent. */
  readonly receiptsUrl?: string;
  /** Secret of the vouching provider's client; the registers' key where absent. */
  readonly vouchClientSecret?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly random?: () => number;
  readonly log?: boolean;
};

/** The running outside world; `close` ends it with every connection. */
export type Sandbox = {
  readonly url: string;
  /** Has the message gateway push its receipts to another address, or to none. */
  readonly pushReceiptsTo: (url: string | null) => void;
  readonly close: () => Promise<void>;
};

/** Starts the registers, the message gateway, the geocoder and the vouching provider as one HTTP server with their pages. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const store = openStore(join(options.dataDir, 'sandbox'));
  const register = openRegister(store, options.facesDir);
  const messages = openMessages(store, randomUUID, now);
  let url = '';
  let pusher: ReturnType<typeof openReceiptPusher>;
  const app = Fastify({
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    // A caller's request id is echoed; anything that could break a log line or a header is replaced.
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
    },
    logger: options.log ? { serializers: { req: ({ method }) => ({ method }) } } : false,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  app.addHook(
    'onSend',
    async (_request, reply) =>
      void reply.headers({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-site',
      }),
  );
  // Pages have no sign-in: another site open in the same browser must not reset the demo or enrol people in it.
  app.addHook('onRequest', async (request, reply) => {
    const site = request.headers['sec-fetch-site'] ?? 'none';
    const foreign = request.method !== 'GET' && site !== 'none' && site !== 'same-origin';
    return foreign ? sendProblem(reply, 'invalid-request') : undefined;
  });
  answerWithProblems(app);
  await app.register(swagger, {
    transform: jsonSchemaTransform,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Suizheng: the outside world',
        version: '1.0.0',
        description:
          'Registers of people, permits and organisations, message gateway and geocoder: the contract of docs/connect-a-register.md.',
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          signature: {
            type: 'apiKey',
            in: 'header',
            name: 'Signature',
            description: 'HTTP Message Signatures (RFC 9421, hmac-sha256) with Content-Digest (RFC 9530)',
          },
        },
      },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `Schema${index}`),
    },
  });
  await app.register(async (world: FastifyInstance) => {
    const faultNow = addFaults(world, options.random ?? Math.random);
    const secret = options.smsApiKey;
    pusher = openReceiptPusher({ messages, secret, newId: randomUUID, now, faultNow });
    const people = { register, store, key: options.registerApiKey, now };
    addPopulationRoutes(world, people);
    addPermitRoutes(world, people);
    addOrganisationRoutes(world, people);
    addSmsRoutes(world, { messages, store, secret, now, onAccepted: () => pusher.wake() });
    addGeoRoutes(world);
    addVouchRoutes(world, {
      register,
      clientSecret: options.vouchClientSecret ?? options.registerApiKey,
      url: () => url,
    });
    addPages(world, { register, messages, now });
    world.get('/healthz', { schema: { tags: ['demo'], summary: 'Is it up?' } }, async () => ({
      status: 'ok',
    }));
    addDemoRoutes(world, register);
    world.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
  app.addHook('onClose', async () => {
    await pusher.close();
    store.close();
  });
  await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  pusher!.pushTo(options.receiptsUrl ?? null);
  return { url, pushReceiptsTo: (to) => pusher.pushTo(to), close: () => app.close() };
}
