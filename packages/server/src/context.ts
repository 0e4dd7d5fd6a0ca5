import type { Mode } from '@suizheng/domain/procedures/procedure.ts';
import type { VisionPool } from '@suizheng/vision/pool.ts';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Database } from './db/schema.ts';
import type { Geocoder } from './gateways/geocoder.ts';
import type { OrganisationRegister } from './gateways/organisation-register.ts';
import type { PermitRegister } from './gateways/permit-register.ts';
import type { PopulationRegister } from './gateways/population-register.ts';
import type { SmsGateway } from './gateways/sms-gateway.ts';
import type { VouchProvider } from './gateways/vouch-provider.ts';
import type { WebhookReceiver } from './gateways/webhook-receiver.ts';
import type { Keys } from './keys.ts';

/** What the whole server shares. Flows take the narrowest part they need: `Pick<Context, 'db' | 'clock'>`. */
export type Context = {
  readonly db: Kysely<Database>;
  /** The pool behind `db`, for prepared statements on the hot path. */
  readonly pool: Pool;
  readonly clock: () => Date;
  /** Cryptographically secure random bytes. */
  readonly random: (length: number) => Uint8Array;
  readonly mode: Mode;
  /** False only in load tests of the sandbox: how often people may try is then not limited. */
  readonly limits: boolean;
  readonly keys: Keys;
  /** The authority whose name and unified social credit code every credential carries. */
  readonly issuer: { readonly name: string; readonly uscc: string };
  readonly population: Pick<
    PopulationRegister,
    'checkRealName' | 'portrait' | 'checkMobile' | 'checkGuardian'
  >;
  /** Travel and residence permits of Hong Kong, Macau and Taiwan residents; `registerFor` picks the register of a document. */
  readonly permits: Pick<PermitRegister, 'checkRealName' | 'portrait' | 'checkMobile' | 'checkLink'>;
  readonly organisations: Pick<OrganisationRegister, 'checkOrganisation'>;
  /** The third party that vouches for mobiles (A3); null where there is none. */
  readonly vouch: VouchProvider | null;
  readonly sms: Pick<SmsGateway, 'send' | 'receipts'>;
  /** Tells whether a pushed receipt comes from the message gateway. */
  readonly smsPush: Pick<SmsGateway, 'checkPush'>;
  /** Posts to addresses that relying parties named, and only to public ones. */
  readonly webhooks: WebhookReceiver;
  readonly geocoder: Pick<Geocoder, 'cityAt' | 'cities'>;
  readonly vision: Pick<VisionPool, 'measurePortrait' | 'measureCheck' | 'measureDocument'>;
  /** Where passkeys count: the host's name, and the origins of our pages. */
  readonly webauthn: { readonly rpId: string; readonly origins: readonly string[] };
  readonly log: Log;
};

/** Structured log: a fixed message and fields of ours; never personal data. */
export type Log = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

/** Who acts, for the audit record: an id of ours, never a name or a number. */
export type Actor = {
  readonly kind: 'account' | 'staff' | 'reader' | 'client' | 'stranger' | 'system';
  readonly id: string;
  readonly traceId: string | null;
};

/** The program itself as an actor: jobs and timers. */
export const SYSTEM: Actor = { kind: 'system', id: 'worker', traceId: null };
