import { listOrganisations } from '@suizheng/domain/contract/organisations.ts';
import { applyAsParty } from '@suizheng/domain/contract/parties.ts';
import { LEGAL_BASES, LEGAL_BASIS_IDS, type LegalBasis } from '@suizheng/domain/policy/legal-basis.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { ChoiceBoxes } from '../fields/choice-boxes.tsx';
import { TextArea } from '../fields/text-area.tsx';
import { partyPath } from '../paths.ts';
import { PortalShell } from '../portal-shell.tsx';
import { PurposeBoxes } from './purpose-boxes.tsx';
import { ServiceBoxes } from './service-boxes.tsx';
import { PartyFailure, SignedIn } from './signed-in.tsx';
import { useFaults } from './use-faults.ts';
import { useKeyedInput } from './use-keyed-input.ts';
import { PARTIES } from './use-party.ts';

/** The application of an organisation, by its administrator (V1). */
export function ApplyPage() {
  return (
    <SignedIn>
      <Apply />
    </SignedIn>
  );
}

function Apply() {
  const { t } = useTranslation('portalParty');
  const { data, error, refetch } = useQuery({
    queryKey: ['organisations'],
    queryFn: ({ signal }) => call(listOrganisations, {}, { signal }),
    staleTime: 0,
  });
  const own = data?.organisations.filter(({ role }) => role === 'administrator');
  return (
    <PortalShell title={t('apply.title')} lead={t('apply.lead', { days: partyPolicy.decidedWithinDays })}>
      {error ? <PartyFailure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {own?.length === 0 ? <Notice tone="wait" title={t('apply.noOrganisation')} /> : null}
      {own && own.length > 0 ? <ApplyForm organisations={own} /> : null}
    </PortalShell>
  );
}

type Input = {
  readonly organisationId: string;
  readonly legalBasis: LegalBasis | null;
  readonly explanation: string;
  readonly purposes: readonly string[];
  readonly services: readonly ServiceId[];
  readonly contact: { readonly name: string; readonly mobile: string };
};

function ApplyForm({
  organisations,
}: {
  organisations: readonly { id: string; name: string; uscc: string }[];
}) {
  const { t } = useTranslation('portalParty');
  const text = useText();
  const go = useGo();
  const client = useQueryClient();
  const { input, key, change } = useKeyedInput<Input>({
    organisationId: organisations.length === 1 ? (organisations[0]?.id ?? '') : '',
    legalBasis: null,
    explanation: '',
    purposes: [],
    services: [],
    contact: { name: '', mobile: '' },
  });
  const body = () => ({
    ...input,
    legalBasis: input.legalBasis as LegalBasis,
    purposes: [...input.purposes],
    services: [...input.services],
  });
  const act = useMutation({
    mutationFn: () => call(applyAsParty, { body: body() }, { idempotencyKey: key() }),
    onSuccess: (party) => {
      client.setQueryData([...PARTIES, party.id], party);
      go(partyPath(party.id), { replace: true });
    },
  });
  const faults = useFaults(applyAsParty.body!, act.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faults.check(body())) act.mutate();
  };
  const fault = faults.of;
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults.list} found={faults.found} />
      <div className="portal-columns">
        <div className="stack">
          <RadioChoice
            name="organisationId"
            label={t('apply.organisation')}
            options={organisations.map(({ id, name, uscc }) => ({
              id,
              text: name,
              detail: uscc,
              lang: 'zh-Hans',
            }))}
            value={input.organisationId === '' ? null : input.organisationId}
            onChange={(organisationId) => change({ organisationId })}
            error={fault('organisationId')}
          />
          <RadioChoice
            name="legalBasis"
            label={t('apply.basis')}
            options={LEGAL_BASIS_IDS.map((id) => ({ id, text: text(LEGAL_BASES[id].text) }))}
            value={input.legalBasis}
            onChange={(legalBasis) => change({ legalBasis, purposes: [] })}
            error={fault('legalBasis')}
          />
          {input.legalBasis === null ? (
            <ChoiceBoxes
              name="purposes"
              label={t('apply.purposes')}
              hint={t('apply.basisFirst')}
              error={fault('purposes')}
              options={[]}
              value={[]}
              onChange={() => undefined}
            />
          ) : (
            <PurposeBoxes
              scopes={LEGAL_BASES[input.legalBasis].scopes}
              value={input.purposes}
              onChange={(purposes) => change({ purposes })}
              error={fault('purposes')}
            />
          )}
        </div>
        <div className="stack">
          <ServiceBoxes
            value={input.services}
            onChange={(services) => change({ services })}
            error={fault('services')}
          />
          <TextArea
            name="explanation"
            label={t('apply.explanation')}
            hint={t('apply.explanationHint')}
            value={input.explanation}
            onChange={(explanation) => change({ explanation })}
            error={fault('explanation')}
            rows={6}
            maxLength={1_000}
          />
          <TextField
            name="contact.name"
            label={t('apply.contact')}
            value={input.contact.name}
            onChange={(name) => change({ contact: { ...input.contact, name } })}
            error={fault('contact.name')}
            autoComplete="name"
          />
          <TextField
            name="contact.mobile"
            label={t('apply.mobile')}
            value={input.contact.mobile}
            onChange={(mobile) => change({ contact: { ...input.contact, mobile } })}
            error={fault('contact.mobile')}
            type="tel"
            inputMode="tel"
            autoComplete="tel-national"
          />
        </div>
      </div>
      {act.error && faults.list.length === 0 ? <PartyFailure error={act.error} /> : null}
      <div className="portal-acts">
        <Button type="submit" isPending={act.isPending}>
          {t('apply.send')}
        </Button>
      </div>
    </form>
  );
}
