import * as verification from '@suizheng/domain/contract/verification.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Context } from '../../context.ts';
import type { NodeDesk } from '../../flows/verification/node/node-desk.ts';
import { verifyOnline } from '../../flows/verification/verify-code.ts';
import { type Binding, bind } from '../bind.ts';
import type { Admit, NodeLimits } from '../minute-counts.ts';
import { cached } from './verification.ts';

/**
 * What a verification node answers: codes, and the signed lists. Packs, enrolments and what gates bring from outages
 * stay with full servers, which hold the keys that sign and compare in the database.
 */
export const verificationNodeRoutes = (
  { clock }: Pick<Context, 'clock'>,
  desk: NodeDesk,
  limits: NodeLimits | null,
  admit: Admit,
): Binding[] => {
  return [
    bind(verification.verifyCodeOnline, ({ body, caller, operationId, actor, locale, ip }) => {
      if (limits !== null) {
        if (caller === null) admit(ip, limits.stranger);
        else admit(caller.readerId, limits.reader);
      }
      return verifyOnline(
        desk,
        { clock },
        {
          code: body.code,
          purpose: body.purpose,
          reader: caller,
          evidenceId: operationId,
          actor,
          locale,
        },
      );
    }),
    bind(verification.readTrustList, async ({ ip }) => {
      if (limits !== null) admit(`${ip} list`, limits.lists);
      const known = desk.lists.trust();
      if (known === null) throw new AppError('unavailable', { params: { seconds: 2 } });
      return cached(known.published);
    }),
    bind(verification.readStatusList, async ({ params, ip }) => {
      if (limits !== null) admit(`${ip} list`, limits.lists);
      const known = desk.lists.status(params.list);
      if (known === null) throw new AppError(desk.lists.isYoung() ? 'not-found' : 'unavailable');
      return cached(known.published);
    }),
  ];
};
