import { ASSERTION_TYPE } from '../flows/parties/client-assertion.ts';
import { activeParty, clientOf } from './parties.ts';
import { testContext } from './test-context.ts';
import { startTestServer } from './test-server.ts';
import { askForToken, type TokenCall, type TokenForm } from './token-request.ts';

/** A form for the token endpoint with that proof of the client. */
export async function formOf(assertion: string | Promise<string>, more: Record<string, string> = {}) {
  return {
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await assertion,
    ...more,
  };
}

/** What a refusal says besides its trace id; the same bytes for every reason that must not be told apart. */
export function said({ status, body }: Awaited<ReturnType<typeof askForToken>>) {
  const { traceId, ...rest } = body;
  if (!/^[0-9a-f]{32}$/.test(traceId)) throw new Error(`no trace id: ${JSON.stringify(body)}`);
  return { status, ...rest };
}

/** The token endpoint over HTTP, and a system of a party that asks it (V1). */
export async function oauthTrip() {
  const context = await testContext();
  const server = await startTestServer(context);
  const client = await clientOf(context, await activeParty(context), {
    services: ['real-name-check', 'card-status-check'],
  });
  return {
    context,
    server,
    client,
    ask: (form: TokenForm, how?: TokenCall) => askForToken(server.url, form, how),
    /** The keys that are on file for a client become these. */
    setKeys: (clientId: string, keys: readonly unknown[]) =>
      context.db
        .updateTable('client')
        .set({ jwks: JSON.stringify({ keys }) })
        .where('client_id', '=', clientId)
        .execute(),
    /** The clock, in seconds as tokens have them. */
    seconds: () => Math.floor(context.clock().getTime() / 1_000),
    close: async () => {
      await server.close();
      await context.close();
    },
  };
}
