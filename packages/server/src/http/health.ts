import type { FastifyInstance } from 'fastify';

/** State of one part: `ok`, or in one word what is wrong; only parts named `needed` make the server unready. */
export type Part = { readonly state: string; readonly needed: boolean };
/** Looks at every part; must answer, never throw. */
export type Readiness = () => Promise<Readonly<Record<string, Part>>>;

/** One look at the parts serves everybody who asks within this time: nobody can keep the database busy by asking. */
const LOOK_AGAIN_MS = 500;

/** /healthz: this process lives. /readyz: it can serve; 503 names the part that it cannot work without. */
export function addHealth(app: FastifyInstance, readiness: Readiness): void {
  app.get('/healthz', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  let last: { at: number; parts: ReturnType<Readiness> } | null = null;
  app.get('/readyz', async (_request, reply) => {
    const now = performance.now();
    if (last === null || now - last.at > LOOK_AGAIN_MS) last = { at: now, parts: readiness() };
    const parts = await last.parts;
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
