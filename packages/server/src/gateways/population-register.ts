import {
  type GuardianCheckRequest,
  guardianCheckResponse,
  registerPaths,
} from '@suizheng/domain/contract/registers.ts';
import type { Unavailable } from './call-policy.ts';
import { createHttpClient } from './http-client.ts';
import {
  createPersonRegister,
  outOfContract,
  type PersonRegister,
  type PersonRegisterConfig,
} from './person-register.ts';

/** Outcome of asking whether one person is a guardian of another (A12, C6). */
export type GuardianOutcome =
  | { readonly kind: 'match'; readonly relation: 'parent' | 'guardian'; readonly requestId: string }
  | { readonly kind: 'no-match'; readonly requestId: string }
  | Unavailable;

/** The population register as the flows see it. */
export type PopulationRegister = PersonRegister & {
  checkGuardian(request: GuardianCheckRequest): Promise<GuardianOutcome>;
};

/** Connects to a population register that implements the contract (docs/connect-a-register.md). */
export function createPopulationRegister(config: PersonRegisterConfig): PopulationRegister {
  const checks = createHttpClient({ ...config, target: 'population-register' });
  return {
    ...createPersonRegister({ ...config, portraitTarget: 'population-portraits' }, checks, {
      realName: registerPaths.realNameChecks,
      portraits: registerPaths.portraits,
      mobiles: registerPaths.mobileChecks,
    }),
    async checkGuardian(request) {
      const answer = await checks.json({
        operation: 'guardian-check',
        path: registerPaths.guardianChecks,
        body: request,
        repeatable: true,
        idempotencyKey: config.effects.newId(),
        accept: 'json',
        schema: guardianCheckResponse,
      });
      if (answer.kind !== 'ok') return outOfContract(answer);
      const { requestId, value } = answer;
      // Whether the child or only the bond is unknown stays here: a guess must not learn which children exist.
      return value.result === 'match'
        ? { kind: 'match', relation: value.relation, requestId }
        : { kind: 'no-match', requestId };
    },
  };
}
