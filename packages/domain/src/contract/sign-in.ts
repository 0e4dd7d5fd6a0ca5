import { z } from 'zod';
import { PROVEN } from '../policy/session.ts';
import { AccountView } from './account.ts';
import { id, instant } from './fields.ts';
import { Assertion, Attestation, PasskeyOptions } from './passkey.ts';
import { resource } from './resource.ts';

/** A session as the account's owner sees it (A10). */
export const DeviceView = z
  .object({
    id,
    browser: z.string().nullable().meta({ description: 'a product name, e.g. Chrome' }),
    system: z.string().nullable().meta({ description: 'a product name, e.g. Android' }),
    current: z.boolean(),
    proven: z.enum(PROVEN),
    sees: z.enum(['whole', 'masked']),
    signedInAt: instant,
    lastSeenAt: instant,
  })
  .meta({ id: 'Device' });
export type DeviceView = z.infer<typeof DeviceView>;

export const listDevices = resource({
  id: 'listDevices',
  method: 'GET',
  path: '/api/v1/sessions',
  summary: 'Devices signed in to this account, this one first (A10)',
  access: 'account',
  openToMasked: true,
  status: 200,
  answer: z.array(DeviceView),
  problems: ['not-signed-in'],
});

export const endDevice = resource({
  id: 'endDevice',
  method: 'POST',
  path: '/api/v1/sessions/{id}/end',
  summary: 'End one session; its browser must prove itself anew',
  access: 'account',
  status: 204,
  params: z.object({ id }),
  problems: ['not-signed-in', 'confirm-yourself', 'not-found'],
});

export const endDevices = resource({
  id: 'endDevices',
  method: 'POST',
  path: '/api/v1/sessions/end',
  summary: 'Sign out everywhere: on all other devices, or on this one too',
  access: 'account',
  status: 200,
  body: z.strictObject({ which: z.enum(['others', 'all']) }),
  answer: z.object({ ended: z.int() }).meta({ id: 'DevicesEnded' }),
  problems: ['not-signed-in', 'confirm-yourself', 'validation-failed'],
});

/** A passkey of the account. */
export const PasskeyView = z
  .object({
    id,
    name: z.string(),
    backedUp: z.boolean().meta({ description: 'kept by the maker’s cloud, so that other devices have it' }),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'Passkey' });
export type PasskeyView = z.infer<typeof PasskeyView>;

/** What a person may call a passkey. */
const name = z.string({ error: 'field.required' }).trim().min(1, { error: 'field.required' }).max(40);

export const listPasskeys = resource({
  id: 'listPasskeys',
  method: 'GET',
  path: '/api/v1/account/passkeys',
  summary: 'Passkeys of this account',
  access: 'account',
  status: 200,
  answer: z.array(PasskeyView),
  problems: ['not-signed-in', 'confirm-yourself'],
});

export const beginPasskey = resource({
  id: 'beginPasskey',
  method: 'POST',
  path: '/api/v1/account/passkey-options',
  summary: 'Options to make a passkey; the challenge works once, for five minutes',
  access: 'account',
  status: 200,
  answer: PasskeyOptions,
  problems: ['not-signed-in', 'confirm-yourself', 'too-many-requests', 'wrong-state'],
});

export const addPasskey = resource({
  id: 'addPasskey',
  method: 'POST',
  path: '/api/v1/account/passkeys',
  summary: 'Add the passkey that was made',
  access: 'account',
  status: 200,
  body: z.strictObject({ name, response: Attestation }),
  answer: PasskeyView,
  problems: ['not-signed-in', 'confirm-yourself', 'validation-failed', 'too-many-requests', 'wrong-state'],
});

export const renamePasskey = resource({
  id: 'renamePasskey',
  method: 'PUT',
  path: '/api/v1/account/passkeys/{id}',
  summary: 'Give a passkey another name',
  access: 'account',
  status: 200,
  params: z.object({ id }),
  body: z.strictObject({ name }),
  answer: PasskeyView,
  problems: ['not-signed-in', 'confirm-yourself', 'not-found', 'validation-failed'],
});

export const removePasskey = resource({
  id: 'removePasskey',
  method: 'DELETE',
  path: '/api/v1/account/passkeys/{id}',
  summary: 'Remove a passkey: it signs nobody in any more',
  access: 'account',
  status: 204,
  params: z.object({ id }),
  problems: ['not-signed-in', 'confirm-yourself', 'not-found'],
});

export const beginPasskeySignIn = resource({
  id: 'beginPasskeySignIn',
  method: 'POST',
  path: '/api/v1/passkey-options',
  summary: 'Options to sign in with a passkey, without typing a mobile',
  access: 'public',
  status: 200,
  answer: PasskeyOptions,
  problems: ['too-many-requests'],
});

export const signInWithPasskey = resource({
  id: 'signInWithPasskey',
  method: 'POST',
  path: '/api/v1/passkey-sessions',
  summary: 'Sign in with a passkey',
  access: 'public',
  status: 200,
  body: z.strictObject({ response: Assertion }),
  answer: AccountView,
  problems: ['validation-failed', 'too-many-requests'],
});
