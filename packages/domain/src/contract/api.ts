import * as account from './account.ts';
import * as applications from './applications.ts';
import * as clients from './clients.ts';
import * as counter from './counter.ts';
import * as counterParties from './counter-parties.ts';
import * as credentials from './credentials.ts';
import * as documents from './documents.ts';
import * as functions from './functions.ts';
import * as guardians from './guardians.ts';
import * as linkChecks from './link-checks.ts';
import * as looks from './looks.ts';
import * as notifications from './notifications.ts';
import * as organisations from './organisations.ts';
import * as parties from './parties.ts';
import * as partyAmendments from './party-amendments.ts';
import * as partyDevices from './party-devices.ts';
import * as people from './people.ts';
import * as places from './places.ts';
import * as checks from './real-person-checks.ts';
import * as reportedLooks from './reported-looks.ts';
import type { Resource } from './resource.ts';
import * as review from './review.ts';
import * as rights from './rights.ts';
import * as services from './services.ts';
import * as signIn from './sign-in.ts';
import * as site from './site.ts';
import * as smsReceipts from './sms-receipts.ts';
import * as staff from './staff.ts';
import * as statusRequests from './status-requests.ts';
import * as verification from './verification.ts';
import * as vouching from './vouching.ts';
import * as webhooks from './webhooks.ts';

// biome-ignore lint/suspicious/noExplicitAny: a list of resources of every shape; each keeps its own types where it is used
type AnyResource = Resource<any, any, any, any>;

/** Every resource of the API, in the order the documentation lists them. */
export const API: readonly AnyResource[] = [
  site,
  account,
  signIn,
  functions,
  applications,
  vouching,
  checks,
  documents,
  credentials,
  looks,
  notifications,
  smsReceipts,
  rights,
  guardians,
  linkChecks,
  places,
  verification,
  counter,
  staff,
  people,
  organisations,
  parties,
  partyAmendments,
  counterParties,
  reportedLooks,
  clients,
  partyDevices,
  review,
  statusRequests,
  services,
  webhooks,
].flatMap((module) =>
  Object.values(module).filter(
    (value): value is AnyResource => typeof value === 'object' && value !== null && 'method' in value,
  ),
);
