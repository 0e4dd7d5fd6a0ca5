import {
  organisationCheckRequest,
  organisationCheckResponse,
  registerPaths,
} from '@suizheng/domain/contract/registers.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { honourIdempotencyKey, requireBearer } from '../callers.ts';
import type { Store } from '../store.ts';
import { checkOrganisation } from './organisations.ts';

/** The register of organisations' side of the contract (A7). */
export function addOrganisationRoutes(
  app: FastifyInstance,
  { store, key, now }: { store: Store; key: string; now: () => number },
): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    registerPaths.organisationChecks,
    {
      onRequest: requireBearer(key),
      preHandler: honourIdempotencyKey(store, now),
      schema: {
        tags: ['organisations'],
        security: [{ bearer: [] }],
        summary: 'Do code and registered name belong together, and in what state is the organisation?',
        body: organisationCheckRequest,
        response: { 200: organisationCheckResponse },
      },
    },
    async ({ body }) => checkOrganisation(body),
  );
}
