import { isFinal, OPEN_STATES } from '@suizheng/domain/application/state.ts';
import type { CounterApplicationView, CounterPersonView } from '@suizheng/domain/contract/people.ts';
import { identityDocumentOf, maskIdentityNumber } from '@suizheng/domain/identifiers/identity-document.ts';
import { maskMobile } from '@suizheng/domain/identifiers/mobile.ts';
import { maskPersonName } from '@suizheng/domain/identifiers/person-name.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';
import { type ApplicationRow, selectApplications } from '../../db/applications.ts';
import { openPerson, personById } from '../../db/people.ts';
import { openAccount, type SealedAccount } from '../accounts/account-view.ts';
import { viewReason } from '../applications/application-view.ts';
import { linkedDocuments } from '../credentials/linked-document.ts';
import { counterCredential, findCredentials, statusOf } from './find-credentials.ts';

/** Rows of each kind in one view. */
const AT_MOST = 20;

type PersonContext = Pick<Context, 'db' | 'keys' | 'clock' | 'issuer'>;

/** What waits for a person and what they hold, as an officer sees it; name and number masked unless the document was seen. */
export async function counterPerson(
  context: PersonContext,
  personId: string,
  { masked, locale }: { masked: boolean; locale: Locale },
): Promise<CounterPersonView> {
  const { db, keys, clock } = context;
  const identity = openPerson(keys, await personById(db, personId));
  const [accounts, applications, credentials] = await Promise.all([
    accountsOf(context, personId),
    openApplicationsOf(context, personId),
    findCredentials(db)
      .where('c.person_id', '=', personId)
      .where('c.expires_at', '>', clock())
      .orderBy('c.issued_at', 'desc')
      .limit(AT_MOST)
      .execute(),
  ]);
  const own = new Set(accounts.map(({ id }) => id));
  return {
    id: personId,
    subject: masked
      ? {
          name: maskPersonName(identity.name),
          number: maskIdentityNumber(
            identityDocumentOf(identity.number, { sandbox: true }) ?? 'resident-id',
            identity.number,
          ),
        }
      : { name: identity.name, number: identity.number },
    accounts,
    applications: applications.map((row) => counterApplication(keys, row, own, locale)),
    credentials: credentials
      .filter((row) => statusOf(row, clock()) !== 'revoked')
      .map((row) => counterCredential(context, row)),
  };
}

async function accountsOf(
  { db, keys }: PersonContext,
  personId: string,
): Promise<CounterPersonView['accounts']> {
  const rows = await db
    .selectFrom('account')
    .select(['account_id', 'data_key', 'sealed', 'level', 'created_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .limit(AT_MOST)
    .execute();
  return rows.map((row) => ({
    id: row.account_id,
    mobile: maskedMobile(keys, row),
    level: row.level,
    since: row.created_at.toISOString(),
  }));
}

/** An account whose key was destroyed, or whose number was given out anew, has no mobile. */
function maskedMobile(keys: Context['keys'], row: SealedAccount): string {
  const { mobile } = openAccount(keys, row);
  return mobile === undefined ? '–' : maskMobile(mobile);
}

function openApplicationsOf({ db, clock }: PersonContext, personId: string): Promise<ApplicationRow[]> {
  return selectApplications(db)
    .where('a.person_id', '=', personId)
    .where('a.state', 'in', OPEN_STATES)
    .where('a.lapses_at', '>', clock())
    .orderBy('a.created_at', 'desc')
    .limit(AT_MOST)
    .execute();
}

function counterApplication(
  keys: Context['keys'],
  row: ApplicationRow,
  own: ReadonlySet<string>,
  locale: Locale,
): CounterApplicationView {
  return {
    id: row.application_id,
    procedure: row.procedure,
    state: row.state,
    documents: linkedDocuments(keys, row),
    createdAt: row.created_at.toISOString(),
    lapsesAt: row.lapses_at.toISOString(),
    dueAt: row.review_due_at?.toISOString() ?? null,
    accept: acceptance(row, row.account_id !== null && own.has(row.account_id)),
    reasons: (row.decision?.reasons ?? []).map((reason) => viewReason(reason, locale)),
  };
}

/**
 * How an officer may accept an application: not when it is over, of paper, or of a ladder without a counter. The person's
 * own account is open. Another account may be anybody's who knew name and number: a level it gets only by face-sign, which
 * proves the mobile, and a credential only by the code on the phone itself.
 */
export function acceptance(
  { state, procedure: id, medium }: Pick<ApplicationRow, 'state' | 'procedure' | 'medium'>,
  isOwn: boolean,
): CounterApplicationView['accept'] {
  const procedure = procedureById(id);
  const hasCounter = procedure?.ladder.some(({ rung }) => rung === 'counter') ?? false;
  if (isFinal(state) || medium !== 'electronic' || !hasCounter) return 'no';
  if (isOwn) return 'open';
  return procedure?.outcome === 'level' ? 'by-face-sign' : 'by-code';
}
