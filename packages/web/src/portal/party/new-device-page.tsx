import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { createPartyEnrolmentCode } from '@suizheng/domain/contract/party-devices.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { EnrolmentQr } from './enrolment-qr.tsx';
import { PartyFrame } from './party-frame.tsx';
import { PurposeBoxes } from './purpose-boxes.tsx';
import { useScopeName } from './scope-name.ts';
import { PartyFailure } from './signed-in.tsx';
import { useFaults } from './use-faults.ts';
import { useKeyedInput } from './use-keyed-input.ts';

/** A one-time code for one device: named, for one business and some of the approved purposes. */
export function NewDevicePage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame page="devices" title={t('devices.new')} activeOnly>
      {(party) => <NewDevice party={party} />}
    </PartyFrame>
  );
}

function NewDevice({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const scopeName = useScopeName();
  const scopes = [...new Set(party.purposes.flatMap((id) => purposeById(id)?.scope ?? []))];
  const { input, key, change } = useKeyedInput({
    label: '',
    scope: scopes[0] ?? '',
    purposes: [] as readonly string[],
  });
  const body = () => ({ ...input, purposes: [...input.purposes] });
  const act = useMutation({
    mutationFn: () =>
      call(createPartyEnrolmentCode, { params: { id: party.id }, body: body() }, { idempotencyKey: key() }),
  });
  const faults = useFaults(createPartyEnrolmentCode.body!, act.error);
  if (act.data) return <EnrolmentQr party={party} label={input.label} code={act.data} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faults.check(body())) act.mutate();
  };
  return (
    <form className="stack portal-narrow" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults.list} found={faults.found} />
      <TextField
        name="label"
        label={t('devices.label')}
        hint={t('devices.labelHint')}
        value={input.label}
        onChange={(label) => change({ label })}
        error={faults.of('label')}
        autoComplete="off"
        maxLength={80}
      />
      {scopes.length > 1 ? (
        <RadioChoice
          name="scope"
          label={t('devices.scope')}
          options={scopes.map((id) => ({ id, text: scopeName(id) }))}
          value={input.scope}
          onChange={(scope) => change({ scope, purposes: [] })}
          error={faults.of('scope')}
        />
      ) : null}
      <PurposeBoxes
        scopes={[input.scope]}
        among={party.purposes}
        value={input.purposes}
        onChange={(purposes) => change({ purposes })}
        error={faults.of('purposes')}
      />
      {act.error && faults.list.length === 0 ? <PartyFailure error={act.error} /> : null}
      <Button type="submit" isPending={act.isPending}>
        {t('devices.send')}
      </Button>
    </form>
  );
}
