import { z } from 'zod';
import { ApplicationView } from './applications.ts';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';

const byId = z.object({ id });

export const confirmMobile = resource({
  id: 'confirmMobile',
  method: 'POST',
  path: '/api/v1/applications/{id}/mobile-check',
  summary:
    'Ask the register whether the account’s mobile is the one on file (A2); repeating it asks nothing again',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: byId,
  answer: ApplicationView,
  problems: ['not-signed-in', 'not-found', 'wrong-state', 'too-many-requests', 'register-unavailable'],
});

export const beginVouching = resource({
  id: 'beginVouching',
  method: 'POST',
  path: '/api/v1/applications/{id}/vouching',
  summary:
    'Begin an authorisation at the third party that vouches for a mobile (A3): OpenID Connect with PKCE',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: byId,
  answer: z
    .object({
      authorizeUrl: z.url().meta({ description: 'where the browser goes next; it comes back by itself' }),
      expiresAt: instant,
    })
    .meta({ id: 'Vouching' }),
  problems: ['not-signed-in', 'not-found', 'wrong-state', 'too-many-requests', 'provider-unavailable'],
});

/** Refusals that the callback hands to the application's page as `?problem=`: a browser, not a program, reads them. */
export const VOUCHING_PROBLEMS = [
  'vouching-expired',
  'vouching-foreign',
  'provider-unavailable',
  'register-unavailable',
] as const;

export const finishVouching = resource({
  id: 'finishVouching',
  method: 'GET',
  path: '/api/v1/vouching/callback',
  summary:
    'Where the third party sends the browser back to (A3); redirects to the application, with ?problem=<code> when nothing came of it',
  // The browser comes from another site, where SameSite=Strict keeps the session cookie: the mark of beginVouching is asked for instead.
  access: 'public',
  status: 303,
  query: z.looseObject({
    state: z.string().max(200).optional(),
    code: z.string().max(2_000).optional(),
    error: z.string().max(200).optional(),
    iss: z.string().max(300).optional(),
  }),
  answer: z.object({ location: z.string().regex(/^\/(?!\/)/) }),
  problems: ['validation-failed'],
});
