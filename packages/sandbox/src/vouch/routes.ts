import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import type { Register } from '../population/register.ts';
import { type VouchAccount, vouchAccount } from './accounts.ts';
import { createVouchProvider, serveVouch, VOUCH_PATH } from './provider.ts';
import { choosePage, consentPage, refusedVouchPage } from './vouch-pages.ts';

type Asked = FastifyRequest<{
  Params: { uid: string };
  Body: { account?: string; answer?: string } | undefined;
}>;

/** The demo platform that vouches for phones: the provider's protocol, and two pages without a line of script. */
export function addVouchRoutes(
  app: FastifyInstance,
  options: { readonly register: Register; readonly clientSecret: string; readonly url: () => string },
): void {
  const { register } = options;
  // Made when first asked: the issuer's port is known only after listening, and few tests ask at all.
  let made: Promise<Provider> | undefined;
  const provider = () => {
    made ??= createVouchProvider({ ...options, issuer: `${options.url()}${VOUCH_PATH}` });
    return made;
  };
  const accounts = () => register.all().flatMap((person) => vouchAccount(person) ?? []);
  const accountWith = (id: unknown): VouchAccount | undefined =>
    accounts().find(({ person }) => person.id === id);
  const hide = { schema: { hide: true } };
  const at = `${VOUCH_PATH}/interaction/:uid`;

  app.get(at, hide, async (request: Asked, reply) => {
    const details = await interactionOf(await provider(), request, reply);
    if (details === null) return page(reply.code(400), refusedVouchPage('interaction_ended'));
    if (details.prompt.name === 'login') return page(reply, choosePage(details.uid, accounts()));
    const account = accountWith(details.session?.accountId);
    if (!account) return page(reply.code(400), refusedVouchPage('account_gone'));
    return page(reply, consentPage(details.uid, account));
  });

  app.post(`${at}/login`, hide, async (request: Asked, reply) => {
    const account = accountWith(request.body?.account);
    if (!account) return page(reply.code(400), refusedVouchPage('unknown_account'));
    return finish(await provider(), request, reply, {
      login: { accountId: account.person.id, remember: false },
    });
  });

  app.post(`${at}/consent`, hide, async (request: Asked, reply) => {
    const issuer = await provider();
    const details = await interactionOf(issuer, request, reply);
    const accountId = details?.session?.accountId;
    if (!details || accountId === undefined || request.body?.answer !== 'allow')
      return page(reply.code(400), refusedVouchPage('interaction_ended'));
    const grant = new issuer.Grant({ accountId, clientId: String(details.params.client_id) });
    grant.addOIDCScope(String(details.params.scope));
    return finish(issuer, request, reply, { consent: { grantId: await grant.save() } });
  });

  app.post(`${at}/cancel`, hide, async (request: Asked, reply) =>
    finish(await provider(), request, reply, {
      error: 'access_denied',
      error_description: 'The person did not agree.',
    }),
  );

  app.register(async (scope) => {
    // The provider reads its own bodies.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.all(`${VOUCH_PATH}/*`, hide, async (request, reply) => {
      const issuer = await provider();
      reply.hijack();
      serveVouch(issuer, request.raw, reply.raw);
    });
  });
}

async function interactionOf(provider: Provider, request: FastifyRequest, reply: FastifyReply) {
  return provider.interactionDetails(request.raw, reply.raw).catch(() => null);
}

async function finish(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
  result: Parameters<Provider['interactionFinished']>[2],
): Promise<FastifyReply> {
  const { raw } = request;
  const next = await provider
    .interactionResult(raw, reply.raw, result, { mergeWithLastSubmission: !('error' in result) })
    .catch(() => null);
  return next === null
    ? page(reply.code(400), refusedVouchPage('interaction_ended'))
    : reply.redirect(next, 303);
}

function page(reply: FastifyReply, text: string): FastifyReply {
  return (
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      // No form-action: browsers apply it to the redirect back to whoever asked, too.
      .header(
        'content-security-policy',
        "default-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
      )
      .header('referrer-policy', 'no-referrer')
      .send(text)
  );
}
