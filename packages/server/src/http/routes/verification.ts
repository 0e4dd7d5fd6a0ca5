import * as verification from '@suizheng/domain/contract/verification.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Context } from '../../context.ts';
import type { VerificationDesk } from '../../flows/verification/desk.ts';
import { enrolReader } from '../../flows/verification/enrol-reader.ts';
import { readPack } from '../../flows/verification/read-pack.ts';
import { syncLooks } from '../../flows/verification/sync-looks.ts';
import type { Published } from '../../flows/verification/trust-list.ts';
import { verifyOnline } from '../../flows/verification/verify-code.ts';
import { type Binding, type Bytes, bind } from '../bind.ts';

/** Checking a code, and what a gate needs to check codes by itself. */
export const verificationRoutes = (context: Context, desk: VerificationDesk): Binding[] => [
  bind(verification.verifyCodeOnline, ({ body, caller, operationId, actor, locale }) =>
    verifyOnline(desk, context, {
      code: body.code,
      purpose: body.purpose,
      reader: caller,
      evidenceId: operationId,
      actor,
      locale,
    }),
  ),
  bind(verification.readTrustList, async () => cached(await desk.trust())),
  bind(verification.readStatusList, async ({ params }) => {
    const list = await desk.statuses.get(params.list);
    if (list === null) throw new AppError(desk.guard.isAway() ? 'unavailable' : 'not-found');
    return cached(list);
  }),
  bind(verification.enrolReader, ({ body, traceId, now }) => enrolReader(context, { ...body, traceId, now })),
  bind(verification.readPack, ({ caller, query, now }) =>
    readPack(desk, context, caller, { have: query, now }),
  ),
  bind(verification.syncLooks, ({ caller, body, actor, now }) =>
    syncLooks(context, caller, body.looks, { actor, now }),
  ),
];

/** Signed bytes with what a cache between us may know of them. */
export function cached({ bytes, etag, maxAgeSeconds }: Published): Bytes {
  return { bytes, headers: { etag, 'cache-control': `public, max-age=${maxAgeSeconds}` } };
}
