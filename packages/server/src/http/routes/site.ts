import * as site from '@suizheng/domain/contract/site.ts';
import { type Binding, bind } from '../bind.ts';

/** What a browser must know about this installation before anything else. */
export const siteRoutes = (view: site.SiteView): Binding[] => [bind(site.readSite, async () => view)];
