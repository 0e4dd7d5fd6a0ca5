import type { RegisterProblem, RegisterProblemCode } from '@suizheng/domain/contract/registers.ts';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

const TITLES: Record<RegisterProblemCode, readonly [status: number, title: string]> = {
  'invalid-request': [400, 'The request does not fit the contract'],
  unauthorized: [401, 'A valid key or signature is needed'],
  'purpose-refused': [403, 'This purpose is not allowed for the caller'],
  'unknown-person': [404, 'No such person in the register'],
  'no-portrait': [404, 'The register holds no portrait of this person'],
  'not-found': [404, 'No such address'],
  'idempotency-conflict': [409, 'This key or reference was used for another request'],
  'payload-too-large': [413, 'The request is too large'],
  'rate-limited': [429, 'Too many requests'],
  unavailable: [503, 'The service cannot answer now'],
  internal: [500, 'The service failed'],
};

/** Answers with an RFC 9457 problem; `errors` name fields, never what was sent in them. */
export function sendProblem(
  reply: FastifyReply,
  code: RegisterProblemCode,
  more: Pick<RegisterProblem, 'detail' | 'errors'> = {},
): FastifyReply {
  const [status, title] = TITLES[code];
  const problem: RegisterProblem = {
    type: `urn:suizheng:problem:${code}`,
    title,
    status,
    code,
    requestId: reply.request.id,
    ...more,
  };
  // Serialised here: the route's response schema describes its success only.
  return reply.code(status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

/** Turns every failure of a route into a problem, and anything unexpected into `internal` without its message. */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const errors = error.validation.map(({ instancePath, keyword }) => ({
        pointer: instancePath.slice(0, 200),
        reason: keyword.slice(0, 200),
      }));
      return sendProblem(reply, 'invalid-request', { errors });
    }
    if (error.statusCode === 413) return sendProblem(reply, 'payload-too-large');
    if (error.statusCode !== undefined && error.statusCode < 500)
      return sendProblem(reply, 'invalid-request');
    request.log.error({ code: error.code, name: error.name, stack: error.stack }, 'route failed');
    return sendProblem(reply, 'internal');
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not-found'));
}
