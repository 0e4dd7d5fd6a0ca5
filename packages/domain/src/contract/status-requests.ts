import { z } from 'zod';
import { CounterCredentialView } from './counter.ts';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';

/** A revocation that waits for a second pair of eyes; the credential is suspended meanwhile. */
export const StatusRequestView = z
  .object({
    id,
    credential: CounterCredentialView,
    requestedBy: z.string().meta({ description: 'name of the officer' }),
    counter: z.string(),
    requestedAt: instant,
    expiresAt: instant,
    /** What the credential was before; it returns there when the request is declined. */
    before: z.enum(['valid', 'suspended']),
    reason: z.string(),
    /** True when the caller asked for it: they can take it back, not confirm it. */
    mine: z.boolean(),
  })
  .meta({ id: 'StatusRequest' });
export type StatusRequestView = z.infer<typeof StatusRequestView>;

export const listStatusRequests = resource({
  id: 'listStatusRequests',
  method: 'GET',
  path: '/api/v1/counter/status-requests',
  summary: 'Revocations that wait to be confirmed, oldest first',
  access: 'staff',
  roles: ['officer', 'approver'],
  status: 200,
  answer: z.array(StatusRequestView),
  problems: ['not-signed-in', 'not-allowed'],
});

export const decideStatusRequest = resource({
  id: 'decideStatusRequest',
  method: 'POST',
  path: '/api/v1/counter/status-requests/{id}/decision',
  summary:
    'Confirm a revocation that somebody else asked for (four eyes), or decline it; whoever asked may only take it back',
  access: 'staff',
  roles: ['officer', 'approver'],
  status: 200,
  params: z.object({ id }),
  body: z.strictObject({ confirm: z.boolean() }),
  answer: CounterCredentialView,
  problems: [
    'not-signed-in',
    'not-allowed',
    'not-found',
    'wrong-state',
    'second-person-needed',
    'validation-failed',
  ],
});
