import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activeParty, clientOf } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { createDatabaseGuard } from '../verification/database-guard.ts';
import { createClientAuthenticator } from './authenticate-client.ts';
import { createDirectory } from './directory.ts';

describe('access tokens of relying parties', () => {
  let context: TestContext;
  beforeAll(async () => {
    context = await testContext();
  });
  afterAll(() => context.close());

  const guard = () => createDatabaseGuard(context.log, { restMs: 0, waitMs: 10_000 });

  it('V1: a client gets a token by its key, and the token tells who calls and what it may', async () => {
    const party = await activeParty(context, { services: ['credential-check', 'real-name-check'] });
    const client = await clientOf(context, party, { services: ['real-name-check', 'link-check'] });
    const authenticate = createClientAuthenticator(context, createDirectory(context, guard()));
    expect(await authenticate(await client.token(), null, context.clock())).toEqual({
      clientId: client.clientId,
      partyId: party.partyId,
      organisation: party.name,
      purposes: ['bank.account'],
      services: ['real-name-check'],
      limits: {},
      countedApart: false,
    });
  });
});
