// A trivial JSON route of the same server, in a process of its own: a small JSON body in, read by its schema, JSON out,
// through everything that every resource goes through. What the framework costs a request, and nothing besides.
import { randomBytes } from 'node:crypto';
import { resource } from '@suizheng/domain/contract/resource.ts';
import { syncLooks, verifyCodeOnline } from '@suizheng/domain/contract/verification.ts';
import { bind } from '@suizheng/server/http/bind.ts';
import { createHttpServer } from '@suizheng/server/http/server.ts';
import { createLog } from '@suizheng/server/log.ts';

const nobody = async () => null;
const trivial = resource({
  id: 'trivial',
  method: 'POST',
  path: '/api/v1/trivial',
  summary: 'Says how long a text is',
  access: 'public',
  status: 200,
  // Schemas that are there: a code in, a figure out.
  body: verifyCodeOnline.body!,
  answer: syncLooks.answer!,
  problems: ['validation-failed'],
});

const app = await createHttpServer({
  log: createLog('warn'),
  origins: [],
  trustProxy: [],
  limits: null,
  secure: false,
  bindings: [bind(trivial, async ({ body }) => ({ accepted: body.code.length, dropped: [], flags: [] }))],
  clock: () => new Date(),
  random: (length) => randomBytes(length),
  isAway: () => false,
  answerOnce: () => Promise.reject(new Error('nothing here is kept under a key')),
  authenticators: {
    account: nobody,
    staff: nobody,
    staffToken: null,
    reader: nobody,
    client: nobody,
  },
});
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
process.on('SIGTERM', () => void app.close());
