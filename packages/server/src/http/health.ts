import type { FastifyInstance } from 'fastify';

/** State of one part: `ok`, or in one word what is wrong; only parts named `needed` make the server unready. */
export type Part = { readonly state: string; readonly needed: boolean };
/** Looks at every part; must answer, never throw. */
export type Readiness = () => Promise<Readonly<Record<string, Part>>>;

/** /healthz: this process lives. /readyz: it can serve; 503 names the part that it cannot work without. */
export function addHealth(app: FastifyInstance, readiness: Readiness): void {
  app.get('/healthz', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/readyz', async (_request, reply) => {
    const parts = await readiness();
    const ready = Object.values(parts).every(({ state, needed }) => state === 'ok' || !needed);
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        status: ready ? 'ready' : 'not-ready',
        parts: Object.fromEntries(Object.entries(parts).map(([name, { state }]) => [name, state])),
      });
  });
}
