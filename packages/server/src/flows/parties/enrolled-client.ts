import type { ServiceId, ServiceLimits } from '@suizheng/domain/policy/services.ts';

/** A relying party's system that has shown an access token; its party is active. */
export type EnrolledClient = {
  readonly clientId: string;
  readonly partyId: string;
  /** The organisation's name, as holders read it. */
  readonly organisation: string;
  /** What the party may ask for. */
  readonly purposes: readonly string[];
  /** What this token allows: never more than client and party may. */
  readonly services: readonly ServiceId[];
  readonly limits: Readonly<Partial<Record<ServiceId, ServiceLimits>>>;
  /** True where the limits are the client's own: it is then counted apart from its party. */
  readonly countedApart?: boolean;
};
