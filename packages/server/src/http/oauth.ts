import { randomUUID } from 'node:crypto';
import { TOKEN_REFUSALS, type TokenError } from '@suizheng/domain/contract/oauth.ts';
import { SERVICE_IDS } from '@suizheng/domain/policy/services.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { ASSERTION_ALGORITHMS } from '../flows/parties/client-assertion.ts';
import { grantToken } from '../flows/parties/grant-token.ts';
import { issuerOf, JWKS_PATH, TOKEN_PATH } from '../flows/parties/issuer.ts';
import { traceOfError } from '../log.ts';
import { certificateOf } from './client-certificate.ts';
import { parseForm } from './form-body.ts';
import type { HttpLimits } from './limits.ts';
import { networkOf } from './network-of.ts';
import { localeOf, refusalOf } from './problems.ts';

type OAuthContext = Pick<Context, 'db' | 'keys' | 'webauthn' | 'clock'>;

/** A form has an assertion at most; discovery and keys change with an installation or a rotation. */
const FORM_BYTES = 16 * 1024;
const PUBLIC_FOR = 'public, max-age=300';

type OAuthOptions = {
  readonly limits: HttpLimits | null;
  readonly isAway: (error: unknown) => boolean;
};

/**
 * Adds the token endpoint (RFC 6749 §3.2), its discovery document (RFC 8414) and the keys of access tokens. They answer
 * as OAuth clients expect, not in problem details; a form is read here and nowhere else, since every other resource
 * relies on JSON against pages of other sites.
 */
export async function addOAuth(
  app: FastifyInstance,
  context: OAuthContext,
  { limits, isAway }: OAuthOptions,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer' },
      async (_request: FastifyRequest, bytes: Buffer) => bytes,
    );
    const rateLimit = limits && {
      timeWindow: 60_000,
      max: limits.requestsAMinute.public,
      keyGenerator: (request: FastifyRequest) => `${networkOf(request.ip)} token`,
    };
    scope.route({
      method: 'POST',
      url: TOKEN_PATH,
      bodyLimit: FORM_BYTES,
      config: { resourceId: 'requestToken', ...(rateLimit === null ? {} : { rateLimit }) },
      handler: (request, reply) => answerToken(context, request, reply),
      errorHandler: (error, request, reply) => answerError(error, request, reply, isAway),
    });
    scope.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: TOKEN_PATH,
      handler: (request, reply) => refuse(request, reply.header('allow', 'POST'), 'invalid_request', 405),
    });
    scope.get('/.well-known/oauth-authorization-server', (_request, reply) =>
      reply.header('cache-control', PUBLIC_FOR).send(discovery(context)),
    );
    scope.get(JWKS_PATH, (_request, reply) =>
      reply.header('cache-control', PUBLIC_FOR).type('application/jwk-set+json').send(publicKeys(context)),
    );
  });
}

async function answerToken(
  context: OAuthContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = Buffer.isBuffer(request.body) ? parseForm(request.body) : null;
  // Parameters in the address would end up in logs (RFC 6749 §3.2); a shared secret is nothing we ever gave out.
  if (form === null || request.raw.url!.includes('?') || form.has('client_secret'))
    return refuse(request, reply, 'invalid_request');
  const grant = await grantToken(
    context,
    {
      grantType: form.get('grant_type'),
      scope: form.get('scope'),
      clientId: form.get('client_id'),
      assertionType: form.get('client_assertion_type'),
      assertion: form.get('client_assertion'),
      certificate: certificateOf(request),
    },
    randomUUID(),
    context.clock(),
  );
  if (grant.kind === 'refused') return refuse(request, reply, grant.error);
  return noStore(reply).send({
    access_token: grant.token,
    token_type: 'Bearer',
    expires_in: grant.expiresIn,
    scope: grant.services.join(' '),
  });
}

function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  isAway: (error: unknown) => boolean,
): FastifyReply {
  if (isAway(error)) {
    request.log.warn(traceOfError(error as Error), 'unavailable');
    return refuse(request, reply.header('retry-after', '2'), 'temporarily_unavailable');
  }
  const refusal = refusalOf(error);
  if (refusal === null) {
    request.log.error(traceOfError(error as Error), 'internal error');
    return refuse(request, reply, 'server_error');
  }
  const { seconds } = refusal.params;
  if (seconds !== undefined) reply.header('retry-after', String(seconds));
  if (refusal.code === 'too-many-requests') return refuse(request, reply, 'slow_down');
  if (refusal.code === 'busy') return refuse(request, reply, 'temporarily_unavailable');
  if (refusal.code === 'too-large') return refuse(request, reply, 'invalid_request', 413);
  if (refusal.code === 'unsupported-media-type') return refuse(request, reply, 'invalid_request', 415);
  return refuse(request, reply, 'invalid_request');
}

/** RFC 6749 §5.2, with the next step in the language of the request and the id under which our log has it. */
function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  error: TokenError,
  status: number = TOKEN_REFUSALS[error].status,
): FastifyReply {
  const { description, next } = TOKEN_REFUSALS[error];
  const locale = localeOf(request);
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return noStore(reply)
    .code(status)
    .header('content-language', locale)
    .send({ error, error_description: description, next: next[locale], traceId: request.id });
}

function noStore(reply: FastifyReply): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('pragma', 'no-cache')
    .type('application/json; charset=utf-8');
}

function discovery(context: OAuthContext) {
  const issuer = issuerOf(context);
  return {
    issuer,
    token_endpoint: `${issuer}${TOKEN_PATH}`,
    jwks_uri: `${issuer}${JWKS_PATH}`,
    scopes_supported: SERVICE_IDS,
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'self_signed_tls_client_auth'],
    token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
    tls_client_certificate_bound_access_tokens: true,
    service_documentation: `${issuer}/portal/`,
  };
}

function publicKeys({ keys }: OAuthContext) {
  return {
    keys: [...keys.tokenPublicKeys()].map(([kid, bytes]) => ({
      kty: 'EC',
      crv: 'P-256',
      x: Buffer.from(bytes.subarray(0, 32)).toString('base64url'),
      y: Buffer.from(bytes.subarray(32)).toString('base64url'),
      use: 'sig',
      alg: 'ES256',
      kid,
    })),
  };
}
