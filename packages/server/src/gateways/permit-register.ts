import { registerPaths } from '@suizheng/domain/contract/registers.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { createHttpClient } from './http-client.ts';
import { createPersonRegister, type PersonRegister, type PersonRegisterConfig } from './person-register.ts';

/** The register of travel and residence permits of Hong Kong, Macau and Taiwan residents (A9), asked as the population register is. */
export function createPermitRegister(config: PersonRegisterConfig): PersonRegister {
  const checks = createHttpClient({ ...config, target: 'permit-register' });
  return createPersonRegister({ ...config, portraitTarget: 'permit-portraits' }, checks, {
    realName: registerPaths.permitRealNameChecks,
    portraits: registerPaths.permitPortraits,
    mobiles: registerPaths.permitMobileChecks,
  });
}

type Asked = Pick<PersonRegister, 'checkRealName' | 'portrait' | 'checkMobile'>;

/** The register that knows a person by this kind of document; a resident card where none is named. */
export function registerFor(
  { population, permits }: { readonly population: Asked; readonly permits: Asked },
  document: IdentityDocument = 'resident-id',
): Asked {
  return document === 'resident-id' ? population : permits;
}
