import {
  type OrganisationCheckRequest,
  type OrganisationState,
  organisationCheckResponse,
  registerPaths,
} from '@suizheng/domain/contract/registers.ts';
import type { Unavailable } from './call-policy.ts';
import { createHttpClient, type HttpClient, type HttpClientConfig } from './http-client.ts';
import { outOfContract } from './person-register.ts';

/** Outcome of asking whether a code and a registered name belong together (A7). */
export type OrganisationOutcome =
  | { readonly kind: 'match'; readonly state: OrganisationState; readonly requestId: string }
  | {
      readonly kind: 'no-match';
      readonly differs: 'unknown-organisation' | 'name';
      readonly requestId: string;
    }
  | Unavailable;

/** The register of organisations as the flows see it; its one call is a read and safe to repeat. */
export type OrganisationRegister = {
  checkOrganisation(request: OrganisationCheckRequest): Promise<OrganisationOutcome>;
  circuit: HttpClient['circuit'];
  close: HttpClient['close'];
};

/** Connects to a register of organisations that implements the contract (docs/connect-a-register.md). */
export function createOrganisationRegister(config: Omit<HttpClientConfig, 'target'>): OrganisationRegister {
  const client = createHttpClient({ ...config, target: 'organisation-register' });
  return {
    async checkOrganisation(request) {
      const answer = await client.json({
        operation: 'organisation-check',
        path: registerPaths.organisationChecks,
        body: request,
        repeatable: true,
        idempotencyKey: config.effects.newId(),
        accept: 'json',
        schema: organisationCheckResponse,
      });
      if (answer.kind !== 'ok') return outOfContract(answer);
      const { requestId, value } = answer;
      return value.result === 'match'
        ? { kind: 'match', state: value.state, requestId }
        : { kind: 'no-match', differs: value.differs, requestId };
    },
    circuit: client.circuit,
    close: client.close,
  };
}
