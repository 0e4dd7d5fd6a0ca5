import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import { bearer } from './gate.ts';
import { activeParty, clientOf } from './parties.ts';
import type { TestContext } from './test-context.ts';
import type { Answer, TestClient } from './test-server.ts';

/** A relying party with one system that asks over HTTP. */
export async function askingParty(
  context: TestContext,
  http: TestClient,
  {
    purposes = ['bank.account'],
    services,
  }: { purposes?: readonly string[]; services?: readonly ServiceId[] } = {},
) {
  const party = await activeParty(context, { purposes });
  const system = await clientOf(context, party, services ? { services } : {});
  const token = await system.token();
  const once = (path: string, body: object, headers: Record<string, string>): Promise<Answer> =>
    http.post(
      `/api/v1/services/${path}`,
      { purpose: purposes[0], ...body },
      { ...bearer(token), ...headers },
    );
  // A machine under load answers the register's question late; nothing was counted then.
  const post = async (path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> => {
    for (let tries = 0; ; tries += 1) {
      const answer = await once(path, body, headers);
      if (tries === 8 || !['timeout', 'circuit-open'].includes(answer.body?.params?.because)) return answer;
      await sleep(100);
    }
  };
  return {
    party,
    system,
    token,
    credential: (body: object, headers?: Record<string, string>) => post('credential-checks', body, headers),
    realName: (body: object, headers?: Record<string, string>) => post('real-name-checks', body, headers),
    person: (body: object, headers?: Record<string, string>) => post('real-person-checks', body, headers),
    card: (body: object, headers?: Record<string, string>) => post('card-status-checks', body, headers),
    evidence: (id: string, headers: Record<string, string> = {}) =>
      http.get(`/api/v1/services/evidence/${id}`, { ...bearer(token), ...headers }),
  };
}
