import * as services from '@suizheng/domain/contract/services.ts';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import type { Context } from '../../context.ts';
import type { EnrolledClient } from '../../flows/parties/enrolled-client.ts';
import { requirePartyMember } from '../../flows/parties/require-party.ts';
import type { Ask } from '../../flows/services/ask.ts';
import { checkByCode } from '../../flows/services/check-by-code.ts';
import { checkByIdentifier } from '../../flows/services/check-by-identifier.ts';
import { checkCardStatus } from '../../flows/services/check-card-status.ts';
import { checkPerson } from '../../flows/services/check-person.ts';
import { checkRealName } from '../../flows/services/check-real-name.ts';
import { readEvidence } from '../../flows/services/read-evidence.ts';
import type { VerificationDesk } from '../../flows/verification/desk.ts';
import { type Binding, bind, type Call } from '../bind.ts';

type Asked = Pick<
  Call<undefined, undefined, undefined, 'client'>,
  'operationId' | 'actor' | 'locale' | 'now'
> & {
  readonly caller: EnrolledClient;
  readonly body: { readonly purpose: string };
};

const ask = (service: ServiceId, { caller, body, operationId, actor, locale, now }: Asked): Ask => ({
  service,
  client: caller,
  purpose: body.purpose,
  evidenceId: operationId,
  actor,
  locale,
  now,
});

/** What a relying party's system can ask (V2). */
export const serviceRoutes = (context: Context, desk: VerificationDesk): Binding[] => [
  bind(services.checkCredential, (call) => {
    const { code, identifier, name } = call.body;
    const asked = ask('credential-check', call);
    return code !== undefined
      ? checkByCode(desk, context, asked, code)
      : checkByIdentifier(context, asked, { identifier: identifier!, name: name! });
  }),
  bind(services.checkRealName, (call) => checkRealName(context, ask('real-name-check', call), call.body)),
  bind(services.checkPerson, (call) => checkPerson(context, ask('real-person-check', call), call.body)),
  bind(services.checkCardStatus, (call) =>
    checkCardStatus(context, ask('card-status-check', call), call.body),
  ),
  bind(services.readEvidence, ({ params, caller, locale, now }) =>
    readEvidence(context, { partyId: caller.partyId, evidenceId: params.id, locale, now }),
  ),
  bind(services.readPartyEvidence, async ({ params, caller, locale, now }) => {
    await requirePartyMember(context.db, caller, params.id);
    return readEvidence(context, { partyId: params.id, evidenceId: params.evidenceId, locale, now });
  }),
];
