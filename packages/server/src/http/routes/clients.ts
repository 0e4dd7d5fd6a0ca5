import * as clients from '@suizheng/domain/contract/clients.ts';
import type { Context } from '../../context.ts';
import { createClientOf, listClientsOf, revokeClientOf } from '../../flows/parties/clients.ts';
import type { Directory } from '../../flows/parties/directory.ts';
import { createTrialClient } from '../../flows/parties/trial-client.ts';
import { readUsageOf } from '../../flows/parties/usage.ts';
import { type Binding, bind } from '../bind.ts';

/** Relying parties' systems (V1), kept by the party's administrators; this process hears of a revocation at once. */
export const clientRoutes = (context: Context, directory: () => Pick<Directory, 'refresh'>): Binding[] => [
  bind(clients.createClient, (call) =>
    createClientOf(context, call.caller, { partyId: call.params.id, ...call.body }, call),
  ),
  bind(clients.listClients, ({ caller, params }) => listClientsOf(context, caller, params.id)),
  bind(clients.revokeClient, async (call) => {
    const { id: partyId, clientId } = call.params;
    const view = await revokeClientOf(context, call.caller, { partyId, clientId }, call);
    await directory()
      .refresh()
      .catch(() => {});
    return view;
  }),
  bind(clients.readUsage, ({ caller, params, now }) => readUsageOf(context, caller, params.id, now)),
  bind(clients.createTrialClient, (call) => createTrialClient(context, call.body.jwk, call)),
];
