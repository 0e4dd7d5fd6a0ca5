import type { SmsReceipt } from '@suizheng/domain/contract/registers.ts';
import * as smsReceipts from '@suizheng/domain/contract/sms-receipts.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Context } from '../../context.ts';
import { type Binding, bind } from '../bind.ts';

/** Receipts that the gateway pushes; `onReceipt` is told of each, as often as it comes. */
export const smsReceiptRoutes = (
  { smsPush, log }: Pick<Context, 'smsPush' | 'log'>,
  onReceipt: (receipt: SmsReceipt) => Promise<unknown> = async () => {},
): Binding[] => [
  bind(smsReceipts.receiveSmsReceipts, async ({ body, request, traceId }) => {
    const signature = await smsPush.checkPush(request);
    if (!signature.ok) {
      // The operator must hear of a gateway whose clock or secret is wrong; the caller hears one answer for all.
      log.warn({ fault: signature.fault, traceId }, 'a pushed receipt was refused');
      throw new AppError('not-allowed');
    }
    for (const receipt of body.receipts) await onReceipt(receipt);
    return undefined;
  }),
];
