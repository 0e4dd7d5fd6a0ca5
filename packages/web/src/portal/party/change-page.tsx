import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { askAmendment } from '@suizheng/domain/contract/party-amendments.ts';
import { LEGAL_BASES } from '@suizheng/domain/policy/legal-basis.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { TextArea } from '../fields/text-area.tsx';
import { partyPath } from '../paths.ts';
import { PartyFrame } from './party-frame.tsx';
import { PurposeBoxes } from './purpose-boxes.tsx';
import { ServiceBoxes } from './service-boxes.tsx';
import { PartyFailure } from './signed-in.tsx';
import { useFaults } from './use-faults.ts';
import { useKeyedInput } from './use-keyed-input.ts';
import { PARTIES } from './use-party.ts';

/** Where an active party asks for other purposes and services; its legal basis stays (V1). */
export function ChangePage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame
      page="overview"
      title={t('change.title')}
      lead={t('change.lead', { days: partyPolicy.decidedWithinDays })}
      activeOnly
    >
      {(party) => <ChangeForm party={party} />}
    </PartyFrame>
  );
}

type Input = {
  readonly purposes: readonly string[];
  readonly services: readonly ServiceId[];
  readonly explanation: string;
};

function ChangeForm({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const go = useGo();
  const client = useQueryClient();
  const { input, key, change } = useKeyedInput<Input>({
    purposes: party.purposes,
    services: party.services,
    explanation: '',
  });
  const body = () => ({ ...input, purposes: [...input.purposes], services: [...input.services] });
  const act = useMutation({
    mutationFn: () =>
      call(askAmendment, { params: { id: party.id }, body: body() }, { idempotencyKey: key() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [...PARTIES, party.id, 'amendments'] });
      go(partyPath(party.id), { replace: true });
    },
  });
  const faults = useFaults(askAmendment.body!, act.error);
  const fault = faults.of;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faults.check(body())) act.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults.list} found={faults.found} />
      <div className="portal-columns">
        <div className="stack">
          <PurposeBoxes
            scopes={LEGAL_BASES[party.legalBasis].scopes}
            value={input.purposes}
            onChange={(purposes) => change({ purposes })}
            error={fault('purposes')}
          />
          <p className="hint">{t('change.none')}</p>
        </div>
        <div className="stack">
          <ServiceBoxes
            value={input.services}
            onChange={(services) => change({ services })}
            error={fault('services')}
          />
          <TextArea
            name="explanation"
            label={t('change.explanation')}
            hint={t('apply.explanationHint')}
            value={input.explanation}
            onChange={(explanation) => change({ explanation })}
            error={fault('explanation')}
            rows={6}
            maxLength={1_000}
          />
        </div>
      </div>
      {act.error && faults.list.length === 0 ? <PartyFailure error={act.error} /> : null}
      <div className="portal-acts">
        <Button type="submit" isPending={act.isPending}>
          {t('change.send')}
        </Button>
      </div>
    </form>
  );
}
