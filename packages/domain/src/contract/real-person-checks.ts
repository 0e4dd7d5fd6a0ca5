import { z } from 'zod';
import { holderKey, id, instant, ReasonView } from './fields.ts';
import { resource } from './resource.ts';

/** Actions of the challenge; right and left are sides of the raw camera picture, not of the person. */
export const ACTIONS = ['right', 'left', 'blink', 'mouth', 'nod'] as const;
export type Action = (typeof ACTIONS)[number];

/** A frame: which moment of the step it shows, when it was taken (ms since the check began), and the JPEG as base64. */
export const FrameInput = z
  .strictObject({
    moment: z.enum(['before', 'peak', 'after']),
    atMs: z.number().min(0).max(600_000),
    image: z.string().min(100, { error: 'frame.invalid' }).max(400_000, { error: 'frame.invalid' }),
  })
  .meta({ id: 'Frame' });
export type FrameInput = z.infer<typeof FrameInput>;

/** Where a real-person check stands. Step 0 is looking straight ahead; the action of a step is told only when its turn comes. */
export const CheckView = z
  .object({
    id,
    state: z.enum(['capturing', 'accepted', 'refused', 'in-review', 'lapsed']),
    nonce: z.string(),
    step: z
      .object({
        index: z.int(),
        of: z.int().meta({ description: 'number of action steps; step 0 comes before them' }),
        action: z.enum([...ACTIONS, 'straight']),
        deadline: instant,
        withinMs: z.int(),
      })
      .nullable(),
    triesLeft: z.int(),
    reasons: z.array(ReasonView),
    applicationId: id.nullable(),
    credentialId: id.nullable(),
  })
  .meta({ id: 'RealPersonCheck' });
export type CheckView = z.infer<typeof CheckView>;

export const startCheck = resource({
  id: 'startCheck',
  method: 'POST',
  path: '/api/v1/real-person-checks',
  summary:
    'Start a real-person check 实人认证; needs the separate, withdrawable consent to face capture (A12)',
  access: 'account',
  openToMasked: true,
  idempotent: true,
  status: 201,
  body: z.strictObject({
    for: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('application'), id }),
      /** B5: after 30 minutes, a sign-out or a lost key; the credential is signed again, for the key given here if any. */
      z.strictObject({ kind: z.literal('credential'), id, holderKey: holderKey.optional() }),
      /** A10: it is the account's holder, on a browser that the account never was on. Raises no level. */
      z.strictObject({ kind: z.literal('account') }),
    ]),
    consent: z.strictObject(
      {
        version: z.string({ error: 'consent.missing' }).min(1, { error: 'consent.missing' }).max(40),
        guardian: z.boolean().optional(),
      },
      { error: 'consent.missing' },
    ),
  }),
  answer: CheckView,
  problems: [
    'not-signed-in',
    'not-found',
    'wrong-state',
    'validation-failed',
    'too-many-requests',
    'face-closed',
    'online-closed',
    'register-unavailable',
    'busy',
    'idempotency-key-missing',
    'idempotency-key-reused',
    'in-progress',
  ],
});

export const sendStep = resource({
  id: 'sendStep',
  method: 'POST',
  path: '/api/v1/real-person-checks/{id}/steps/{step}',
  summary: 'Send the frames of one step; answers with the next step, or with the outcome after the last',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: z.object({ id, step: z.coerce.number().int().min(0).max(9) }),
  body: z.strictObject({ nonce: z.string().max(64), frames: z.array(FrameInput).min(1).max(4) }),
  answer: CheckView,
  problems: [
    'not-signed-in',
    'not-found',
    'wrong-state',
    'validation-failed',
    'check-step-late',
    'check-step-order',
    'check-nonce-wrong',
    'frames-repeated',
    'check-not-measured',
    'busy',
    'too-large',
    'register-unavailable',
  ],
});

export const readCheck = resource({
  id: 'readCheck',
  method: 'GET',
  path: '/api/v1/real-person-checks/{id}',
  summary: 'Where a real-person check stands',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: z.object({ id }),
  answer: CheckView,
  problems: ['not-signed-in', 'not-found'],
});
