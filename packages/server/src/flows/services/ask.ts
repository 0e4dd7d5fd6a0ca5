import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Actor } from '../../context.ts';
import type { EnrolledClient } from '../parties/enrolled-client.ts';

/** A question of a relying party's system, apart from what is asked. */
export type Ask = {
  readonly service: ServiceId;
  readonly client: EnrolledClient;
  /** As stated; `admit` throws unless it is one of the client's. */
  readonly purpose: string;
  /** A fresh UUID: under it both sides can look the answer up. */
  readonly evidenceId: string;
  readonly actor: Actor;
  readonly locale: Locale;
  readonly now: Date;
};
