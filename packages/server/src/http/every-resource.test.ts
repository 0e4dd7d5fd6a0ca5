import { API } from '@suizheng/domain/contract/api.ts';
import { PROBLEMS } from '@suizheng/domain/errors/catalog.ts';
import { expect, it } from 'vitest';
import { allRoutes } from '../app.ts';
import type { Context } from '../context.ts';
import type { VerificationDesk } from '../flows/verification/desk.ts';
import { openApi } from './openapi.ts';

// Routes are data: binding calls no flow, so nothing stands behind these.
const bindings = allRoutes({
  context: {} as Context,
  desk: {} as VerificationDesk,
  site: { mode: 'sandbox', smsInbox: null },
});
// biome-ignore lint/suspicious/noExplicitAny: the description is looked into at many depths
const description = openApi('0.0.0') as any;

it('binds every resource of the contract to a flow, once', () => {
  const bound = bindings.map(({ resource }) => resource.id).sort();
  expect(bound).toEqual(API.map(({ id }) => id).sort());
});

it('describes every resource in OpenAPI 3.1, with the answers it can give', () => {
  expect(description.openapi).toBe('3.1.0');
  for (const resource of API) {
    const operation = description.paths[resource.path][resource.method.toLowerCase()];
    expect(operation.operationId).toBe(resource.id);
    expect(operation.summary).toBe(resource.summary);
    const statuses = [resource.status, ...resource.problems.map((code) => PROBLEMS[code].status)];
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(statuses.map(String)));
    const parameters = operation.parameters.map(({ name }: { name: string }) => name);
    expect(parameters.includes('Idempotency-Key')).toBe(resource.idempotent === true);
    for (const [, name] of resource.path.matchAll(/\{(\w+)\}/g)) expect(parameters).toContain(name);
  }
});

it('names its components, and refers only to components that are there', () => {
  const { schemas } = description.components;
  expect(Object.keys(schemas)).toEqual(
    expect.arrayContaining(['Account', 'Application', 'Credential', 'Problem', 'Verification']),
  );
  const text = JSON.stringify(description);
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
    expect(Object.keys(schemas)).toContain(name);
  }
  expect(text).not.toContain('#/$defs');
});

it('every creating call for an account or staff honours Idempotency-Key', () => {
  // Those that open another session; asked again by its code, `claimNumber` goes on with the same account.
  const once = ['signIn', 'requestSmsCode', 'enrolReader', 'verify', 'claimNumber'];
  for (const { id, method, status, idempotent } of API) {
    if (method === 'POST' && status === 201 && !once.includes(id))
      expect([id, idempotent]).toEqual([id, true]);
  }
});
