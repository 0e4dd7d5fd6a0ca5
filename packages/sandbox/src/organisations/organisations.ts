import type {
  OrganisationCheckRequest,
  OrganisationCheckResponse,
  OrganisationState,
} from '@suizheng/domain/contract/registers.ts';
import { usccCheckCharacter } from '@suizheng/domain/identifiers/uscc.ts';

/** An organisation of the sandbox's register. */
export type Organisation = {
  readonly uscc: string;
  readonly name: string;
  readonly state: OrganisationState;
  readonly note: string;
};

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** A code in area 990000, allocated to nobody, with both check characters (GB 11714 inside GB 32100). */
export function syntheticUscc(kind: '91' | '12' | '52', order: number): string {
  const body = `MA00DE${String(order).padStart(2, '0')}`;
  const sum = [...body].reduce((total, character, at) => total + parseInt(character, 36) * WEIGHTS[at]!, 0);
  const check = '0123456789X'[(11 - (sum % 11)) % 11]!;
  const first17 = `${kind}990000${body}${check}`;
  return first17 + usccCheckCharacter(first17);
}

/** The organisations; none of them exists. */
export const ORGANISATIONS: readonly Organisation[] = [
  { uscc: syntheticUscc('91', 1), name: '云栖示范科技有限公司', state: 'active', note: '企业 a company' },
  {
    uscc: syntheticUscc('91', 2),
    name: '湘江示范物流有限公司',
    state: 'active',
    note: '企业，有车队 a company with vehicles',
  },
  {
    uscc: syntheticUscc('91', 3),
    name: '晨光示范贸易有限公司',
    state: 'revoked',
    note: '营业执照已吊销 licence revoked',
  },
  { uscc: syntheticUscc('12', 4), name: '岳麓示范学校', state: 'active', note: '事业单位 an institution' },
  {
    uscc: syntheticUscc('52', 5),
    name: '青松示范养老服务中心',
    state: 'cancelled',
    note: '已注销 deregistered',
  },
];

/** Brackets come full width or half width, and spaces anywhere: neither makes another organisation. */
function comparable(name: string): string {
  return name.normalize('NFKC').replace(/[\s\u3000]/gu, '');
}

/** Do code and name belong together? The first difference is told, never the registered name. */
export function checkOrganisation(asked: OrganisationCheckRequest): OrganisationCheckResponse {
  const found = ORGANISATIONS.find(({ uscc }) => uscc === asked.uscc);
  if (!found) return { result: 'no-match', differs: 'unknown-organisation' };
  if (comparable(found.name) !== comparable(asked.name)) return { result: 'no-match', differs: 'name' };
  return { result: 'match', state: found.state };
}
