import * as credentials from '@suizheng/domain/contract/credentials.ts';
import type { Context } from '../../context.ts';
import { listCredentials, readCredential } from '../../flows/credentials/read-credentials.ts';
import { listLooks } from '../../flows/verification/list-looks.ts';
import { type Binding, bind } from '../bind.ts';

/** The holder's credentials, and who looked at them. */
export const credentialRoutes = (context: Context): Binding[] => [
  bind(credentials.listCredentials, ({ caller }) => listCredentials(context, caller)),
  bind(credentials.readCredential, ({ caller, params }) => readCredential(context, caller, params.id)),
  bind(credentials.listLooks, ({ caller, params, locale, now }) =>
    listLooks(context, { accountId: caller.accountId, credentialId: params.id, locale, now }),
  ),
];
