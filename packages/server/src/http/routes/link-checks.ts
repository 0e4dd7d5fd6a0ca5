import * as linkChecks from '@suizheng/domain/contract/link-checks.ts';
import type { Context } from '../../context.ts';
import { askLinkCheck } from '../../flows/link-checks/ask-link-check.ts';
import { decideLinkRequest } from '../../flows/link-checks/decide-link-request.ts';
import { listLinkRequests, readLinkRequest } from '../../flows/link-checks/link-requests.ts';
import { readLinkCheck } from '../../flows/link-checks/read-link-check.ts';
import { type Binding, bind } from '../bind.ts';

/** Whether two documents are one person's (L3): the party's side and the holder's. */
export const linkCheckRoutes = (context: Context): Binding[] => [
  bind(linkChecks.createLinkCheck, ({ caller, body, operationId, actor, locale, now }) => {
    const { purpose, ...asked } = body;
    return askLinkCheck(
      context,
      { service: 'link-check', client: caller, purpose, evidenceId: operationId, actor, locale, now },
      asked,
    );
  }),
  bind(linkChecks.readLinkCheck, ({ caller, params, locale, now }) =>
    readLinkCheck(context, { partyId: caller.partyId, evidenceId: params.id, locale, now }),
  ),
  bind(linkChecks.listLinkRequests, ({ caller, locale, now }) =>
    listLinkRequests(context, caller.accountId, { locale, now }),
  ),
  bind(linkChecks.readLinkRequest, ({ caller, params, locale, now }) =>
    readLinkRequest(context, caller.accountId, params.id, { locale, now }),
  ),
  bind(linkChecks.decideLinkRequest, ({ caller, params, body, actor, locale }) =>
    decideLinkRequest(context, caller, { evidenceId: params.id, ...body, actor, locale }),
  ),
];
