import { z } from 'zod';
import { smsReceipt } from './registers.ts';
import { resource } from './resource.ts';

/** Receipts that the message gateway pushes, signed as docs/connect-a-register.md says; it may still be asked for them. */
export const receiveSmsReceipts = resource({
  id: 'receiveSmsReceipts',
  method: 'POST',
  path: '/api/v1/sms-receipts',
  summary:
    'Take delivery receipts from the message gateway; signed by HTTP Message Signatures, repeating one is harmless',
  access: 'public',
  status: 204,
  body: z.strictObject({ receipts: z.array(smsReceipt).min(1).max(100) }),
  problems: ['not-allowed'],
});
