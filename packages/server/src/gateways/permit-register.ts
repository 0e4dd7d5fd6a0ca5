import {
  type PermitLinkCheckRequest,
  permitLinkCheckResponse,
  registerPaths,
} from '@suizheng/domain/contract/registers.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import type { Unavailable } from './call-policy.ts';
import { createHttpClient } from './http-client.ts';
import {
  createPersonRegister,
  outOfContract,
  type PersonRegister,
  type PersonRegisterConfig,
} from './person-register.ts';

/** Whether two documents are one person's (L1); a mismatch says no more than that. */
export type LinkOutcome = { readonly kind: 'match' | 'no-match'; readonly requestId: string } | Unavailable;

/** The register of permits: it knows besides which documents are one person's. */
export type PermitRegister = PersonRegister & {
  checkLink(request: PermitLinkCheckRequest): Promise<LinkOutcome>;
};

/** The register of travel and residence permits of Hong Kong, Macau and Taiwan residents (A9), asked as the population register is. */
export function createPermitRegister(config: PersonRegisterConfig): PermitRegister {
  const checks = createHttpClient({ ...config, target: 'permit-register' });
  const people = createPersonRegister({ ...config, portraitTarget: 'permit-portraits' }, checks, {
    realName: registerPaths.permitRealNameChecks,
    portraits: registerPaths.permitPortraits,
    mobiles: registerPaths.permitMobileChecks,
  });
  return {
    ...people,
    async checkLink(body) {
      const answer = await checks.json({
        operation: 'link-check',
        path: registerPaths.permitLinkChecks,
        body,
        repeatable: true,
        idempotencyKey: config.effects.newId(),
        accept: 'json',
        schema: permitLinkCheckResponse,
      });
      if (answer.kind !== 'ok') return outOfContract(answer);
      return { kind: answer.value.result, requestId: answer.requestId };
    },
  };
}

type Asked = Pick<PersonRegister, 'checkRealName' | 'portrait' | 'checkMobile'>;

/** The register that knows a person by this kind of document; a resident card where none is named. */
export function registerFor(
  { population, permits }: { readonly population: Asked; readonly permits: Asked },
  document: IdentityDocument = 'resident-id',
): Asked {
  return document === 'resident-id' ? population : permits;
}
