import * as site from '@suizheng/domain/contract/site.ts';
import type { Context } from '../../context.ts';
import { type Binding, bind } from '../bind.ts';

/** What a browser must know about this installation before anything else. */
export const siteRoutes = (
  { keys }: Pick<Context, 'keys'>,
  view: Omit<site.SiteView, 'trustRoot'>,
): Binding[] => [
  bind(site.readSite, async () => ({
    ...view,
    trustRoot: Buffer.from(keys.trustRoot().publicKey).toString('base64url'),
  })),
];
