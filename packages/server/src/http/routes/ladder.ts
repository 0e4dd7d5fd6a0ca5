import * as functions from '@suizheng/domain/contract/functions.ts';
import * as vouching from '@suizheng/domain/contract/vouching.ts';
import type { Context } from '../../context.ts';
import { confirmMobile } from '../../flows/ladder/confirm-mobile.ts';
import { listFunctions } from '../../flows/ladder/functions.ts';
import { beginVouching, finishVouching } from '../../flows/ladder/vouching.ts';
import { type Binding, bind } from '../bind.ts';

/** The rungs without a face, and what a level opens. */
export const ladderRoutes = (context: Context): Binding[] => [
  bind(vouching.confirmMobile, ({ caller, params, actor, locale }) =>
    confirmMobile(context, caller, { applicationId: params.id, actor, locale }),
  ),
  bind(vouching.beginVouching, async ({ caller, params, origin, browser, setCookie }) => {
    const { mark } = browser;
    const begun = await beginVouching(context, caller, { applicationId: params.id, origin, mark });
    setCookie('mark', begun.mark);
    return { authorizeUrl: begun.authorizeUrl, expiresAt: begun.mark.expiresAt.toISOString() };
  }),
  bind(vouching.finishVouching, ({ query, browser, traceId }) =>
    finishVouching(context, { query, mark: browser.mark, traceId }),
  ),
  bind(functions.listFunctions, ({ caller }) => listFunctions(context, caller)),
];
