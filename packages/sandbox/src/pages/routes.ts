import { readFileSync } from 'node:fs';
import multipart from '@fastify/multipart';
import { registerMobile } from '@suizheng/domain/contract/registers.ts';
import { parsePersonName } from '@suizheng/domain/identifiers/person-name.ts';
import { isCalendarDate } from '@suizheng/domain/identifiers/resident-id.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import sharp from 'sharp';
import { z } from 'zod';
import { type Person, shanghaiDay } from '../population/people.ts';
import type { Register } from '../population/register.ts';
import { sendProblem } from '../problems.ts';
import type { Messages } from '../sms/messages.ts';
import { demoView } from './demo-routes.ts';
import { docsPage } from './docs-page.ts';
import { homePage, personPage, refusedPage } from './home.ts';
import { smsPage } from './sms-page.ts';

/** Bytes of a picture a newcomer may upload. */
const PICTURE_BYTES = 12 * 1024 * 1024;

const newcomerForm = z.object({
  name: z.string().transform((text, context) => {
    const name = parsePersonName(text);
    if (name.ok) return name.value;
    context.addIssue({ code: 'custom', message: name.reason });
    return z.NEVER;
  }),
  sex: z.enum(['female', 'male']),
  birthDate: z.string().refine(isCalendarDate, 'birth-date'),
  mobile: z.union([z.literal('').transform(() => null), registerMobile]).default(null),
});

/** The pages for people: front page, enrolment, portraits, inbox, documentation. They are left out of the OpenAPI. */
export function addPages(
  app: FastifyInstance,
  { register, messages, now }: { register: Register; messages: Messages; now: () => number },
): void {
  const hide = { schema: { hide: true } };
  const today = () => shanghaiDay(now());
  app.register(multipart, { limits: { fileSize: PICTURE_BYTES, files: 1, fields: 8, fieldSize: 1_000 } });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  for (const [name, type] of [
    ['sandbox.css', 'text/css'],
    ['sandbox.js', 'text/javascript'],
  ] as const) {
    const text = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
    app.get(`/assets/${name}`, hide, async (_request, reply) =>
      reply.type(`${type}; charset=utf-8`).send(text),
    );
  }

  app.get('/', hide, async (_request, reply) => page(reply, homePage(register.all(), today())));
  app.get('/docs', hide, async (_request, reply) => page(reply, docsPage()));
  app.get<{ Querystring: { mobile?: string } }>('/sms', hide, async ({ query }, reply) => {
    const mobile = registerMobile.safeParse(query.mobile).data;
    return page(reply, smsPage(messages.inbox(mobile, true), mobile));
  });
  app.get<{ Params: { id: string } }>('/people/:id', hide, async ({ params }, reply) => {
    const person = personWith(params.id);
    return person ? page(reply, personPage(person, today())) : sendProblem(reply, 'not-found');
  });
  app.get<{ Params: { id: string } }>('/people/:id/portrait.jpg', hide, async ({ params }, reply) => {
    const person = personWith(params.id);
    const jpeg = person && (await register.portrait(person));
    if (!jpeg) return sendProblem(reply, 'not-found');
    return reply.type('image/jpeg').header('cache-control', 'no-store').send(Buffer.from(jpeg));
  });
  app.post<{ Params: { id: string }; Body: { lost?: string } }>(
    '/people/:id/card',
    hide,
    async (request, reply) => {
      const person = personWith(request.params.id);
      if (!person?.card) return sendProblem(reply, 'not-found');
      register.setLost(person, request.body?.lost === 'yes');
      return reply.redirect(`/people/${person.id}`, 303);
    },
  );
  app.post('/reset', hide, async (_request, reply) => {
    register.reset();
    messages.clear();
    return reply.redirect('/', 303);
  });

  app.post('/people', hide, async (request, reply) => {
    if (!request.isMultipart()) return sendProblem(reply, 'invalid-request');
    const fields: Record<string, unknown> = {};
    let picture: Buffer | undefined;
    for await (const part of request.parts()) {
      if (part.type === 'file') picture = await part.toBuffer();
      else fields[part.fieldname] = part.value;
    }
    const form = newcomerForm.safeParse(fields);
    const errors = form.success
      ? []
      : form.error.issues.map(({ path, message }) => ({
          pointer: `/${path.join('/')}`,
          reason: message.slice(0, 200),
        }));
    if (form.success && form.data.birthDate > today())
      errors.push({ pointer: '/birthDate', reason: 'future' });
    const jpeg = picture && (await portraitFrom(picture));
    if (!jpeg) errors.push({ pointer: '/portrait', reason: 'not a picture' });
    if (!form.success || !jpeg || errors.length > 0) {
      if (wantsJson(request)) return sendProblem(reply, 'invalid-request', { errors });
      return page(reply.code(400), refusedPage(errors.map(({ pointer }) => pointer.slice(1))));
    }
    const person = register.enrol({ ...form.data, jpeg }, today());
    if (!person)
      return sendProblem(reply, 'unavailable', { detail: 'No number is left for this birth date' });
    if (wantsJson(request)) return reply.code(201).send(demoView(person, ''));
    return reply.redirect(`/people/${person.id}`, 303);
  });

  /** Pages name people by their short id only, so that no number stands in an address. */
  function personWith(id: string): Person | undefined {
    return /^[peh]\d{1,9}$/.test(id) ? register.byId(id) : undefined;
  }
}

/** Upright, without metadata (which may hold a place), at most 1024 px; undefined for what is no picture. */
async function portraitFrom(picture: Buffer): Promise<Buffer | undefined> {
  try {
    return await sharp(picture, { limitInputPixels: 60_000_000 })
      .rotate()
      .resize({ width: 1_024, height: 1_024, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 92 })
      .toBuffer();
  } catch {
    return undefined;
  }
}

function wantsJson(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('application/json') ?? false;
}

function page(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    .header('referrer-policy', 'same-origin')
    .send(text);
}
