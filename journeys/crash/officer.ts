import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CounterCredentialView } from '@suizheng/domain/contract/counter.ts';
import type { StatusRequestView } from '@suizheng/domain/contract/status-requests.ts';
import { call, type Request } from './call.ts';
import type { World } from './citizen.ts';
import { keepPromise } from './ledger.ts';
import type { Resident } from './people.ts';

/** Who a paper is for: a resident of the register, or somebody with a passport. */
export type PaperFor = Resident | { readonly name: string; readonly passport: string };

/** The header of the demo officer, whose token lies in the data folder. */
export const officerHeaders = (dataDir: string): { authorization: string } => {
  const { token } = JSON.parse(readFileSync(join(dataDir, 'demo-officer.json'), 'utf8')) as { token: string };
  return { authorization: `Bearer ${token}` };
};

/** Issues the paper form with a key that every repetition carries; answers the credential's id. */
export async function issuePaper(
  { url, ledger }: World,
  headers: { authorization: string },
  person: PaperFor,
): Promise<string | undefined> {
  const passport = 'passport' in person;
  const request: Request = {
    method: 'POST',
    path: '/api/v1/counter/paper-credentials',
    headers: { ...headers, 'idempotency-key': randomUUID() },
    body: {
      procedure: 'rail-temporary-id',
      name: person.name,
      document: passport
        ? { kind: 'passport', number: person.passport }
        : { kind: 'resident-id', number: person.number },
      proof: {
        kind: passport ? 'embassy-letter' : 'household-letter',
        issuedBy: '随证市公安局',
        reference: '',
      },
    },
  };
  const answer = await call<CounterCredentialView>(url, request);
  if (answer.status !== 201) {
    ledger.wrong.push(`a paper was answered ${answer.status} ${answer.text.slice(0, 400)}`);
    return undefined;
  }
  keepPromise(ledger, request, answer);
  ledger.papers.set(answer.body.id, answer.body);
  return answer.body.id;
}

/**
 * Revokes a credential: one officer asks for it, another confirms. Setting what is set and confirming what is confirmed
 * change nothing, so a lost answer is asked for again.
 */
export async function revoke(
  { url, ledger }: World,
  { officer, colleague }: { officer: { authorization: string }; colleague: { authorization: string } },
  credentialId: string,
): Promise<void> {
  const path = `/api/v1/counter/credentials/${credentialId}/status`;
  const body = { status: 'revoked', reason: 'lost' };
  const asked = await call(url, { method: 'POST', path, body, headers: officer });
  const requests = '/api/v1/counter/status-requests';
  const waiting = await call<StatusRequestView[]>(url, { method: 'GET', path: requests, headers: colleague });
  const request =
    waiting.status === 200 && waiting.body.find(({ credential }) => credential.id === credentialId);
  const answer = request
    ? await call(url, {
        method: 'POST',
        path: `${requests}/${request.id}/decision`,
        body: { confirm: true },
        headers: colleague,
      })
    : asked;
  if (request && answer.status === 200) ledger.revoked.add(credentialId);
  else ledger.wrong.push(`a revocation was answered ${answer.status} ${answer.text.slice(0, 400)}`);
}
