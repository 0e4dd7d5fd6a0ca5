import { z } from 'zod';
import { base64url } from './fields.ts';
import { resource } from './resource.ts';

/** What a browser must know about this installation before anything else: whether it is a demonstration, and where its inbox is. */
export const SiteView = z
  .object({
    mode: z.enum(['sandbox', 'production']),
    /** Address of the sandbox's page with the text messages it "sent"; null in production. */
    smsInbox: z.string().nullable(),
    /** Public key of the trust root: what a scanner that is not enrolled trusts on first use. */
    trustRoot: base64url.optional().meta({ description: 'x ‖ y, 64 bytes' }),
  })
  .meta({ id: 'Site' });
export type SiteView = z.infer<typeof SiteView>;

export const readSite = resource({
  id: 'readSite',
  method: 'GET',
  path: '/api/v1/site',
  summary: 'Mode of this installation',
  access: 'public',
  status: 200,
  answer: SiteView,
  problems: [],
});
