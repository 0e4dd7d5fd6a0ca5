import { randomUUID } from 'node:crypto';

import { anotherOfficer } from '../counter-steps.ts';
import { stack } from './stack.ts';

interface QueuedCase {
  readonly id: string;
  readonly procedure: string;
  readonly createdAt: string;
}

/**
 * Reviewers accept the newest case of this procedure, by the API as their console does: one, or, where the case is among
 * those that are looked at twice, two who know nothing of each other.
 */
export async function acceptNewest(procedure: string): Promise<void> {
  if (!(await acceptOne(procedure))) throw new Error(`no case of ${procedure} waits`);
  await acceptOne(procedure);
}

/** Somebody else accepts the newest case of this procedure, where one waits: the second look that chance may have asked for. */
export async function acceptOne(procedure: string): Promise<boolean> {
  const { token } = await anotherOfficer(stack.databaseUrl, 'reviewer');
  const newest = (await waiting(token, procedure)).at(0);
  if (!newest) return false;
  await ask(token, 'POST', `/api/v1/review/cases/${newest.id}/claim`);
  await ask(token, 'POST', `/api/v1/review/cases/${newest.id}/decision`, { outcome: 'accept' });
  return true;
}

async function waiting(token: string, procedure: string): Promise<QueuedCase[]> {
  const { cases } = (await ask(token, 'GET', `/api/v1/review/cases?procedure=${procedure}`)) as {
    cases: QueuedCase[];
  };
  return cases.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
}

async function ask(token: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'idempotency-key': randomUUID(),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
