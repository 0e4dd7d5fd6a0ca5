import { createEnrolmentCode } from '@suizheng/domain/contract/counter.ts';
import { purposesIn } from '@suizheng/domain/procedures/purposes.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { faultOf, schemaFaults, serverFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { CounterShell, PATHS } from '../counter-shell.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { EnrolmentCode } from './enrolment-code.tsx';
import { PurposeBoxes } from './purpose-boxes.tsx';
import { SCOPES, useScopeText } from './scopes.ts';

/** A one-time code with which a relying party enrols a reader (V1): who, which device, where, what for. */
export function NewReader() {
  const { t } = useTranslation('counter');
  const text = useText();
  const scopeText = useScopeText();
  const [input, setInput] = useState({ organisation: '', label: '', scope: SCOPES[0] ?? '' });
  const [purposes, setPurposes] = useState<readonly string[]>([]);
  const [found, setFound] = useState<readonly Fault[]>([]);
  const key = useRef(crypto.randomUUID());
  const make = useMutation({
    mutationFn: () =>
      call(
        createEnrolmentCode,
        { body: { ...input, purposes: [...purposes] } },
        { idempotencyKey: key.current },
      ),
  });
  useEndedSession(make.error);
  const faults = useMemo(() => (found.length > 0 ? found : serverFaults(make.error)), [found, make.error]);
  const change = (changed: Partial<typeof input>) => {
    key.current = crypto.randomUUID();
    setInput({ ...input, ...changed });
  };
  const choose = (chosen: readonly string[]) => {
    key.current = crypto.randomUUID();
    setPurposes(chosen);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const own = {
      organisation: t('readers.needOrganisation'),
      label: t('readers.needLabel'),
      purposes: t('readers.needPurpose'),
    };
    const wrong = schemaFaults(createEnrolmentCode.body!, { ...input, purposes }, text, own);
    setFound(wrong);
    if (wrong.length === 0) make.mutate();
  };
  const again = () => {
    key.current = crypto.randomUUID();
    make.reset();
    setInput({ ...input, label: '' });
  };
  if (make.data)
    return <EnrolmentCode code={make.data.code} expiresAt={make.data.expiresAt} onAgain={again} />;
  return (
    <CounterShell title={t('readers.newTitle')} back={PATHS.readers}>
      <ErrorSummary faults={faults} />
      {make.error && faults.length === 0 ? <Failure error={make.error} /> : null}
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="organisation"
          label={t('readers.organisation')}
          value={input.organisation}
          onChange={(organisation) => change({ organisation })}
          error={faultOf(faults, 'organisation')}
          maxLength={80}
        />
        <TextField
          name="label"
          label={t('readers.label')}
          hint={t('readers.labelHint')}
          value={input.label}
          onChange={(label) => change({ label })}
          error={faultOf(faults, 'label')}
          maxLength={80}
        />
        <RadioChoice
          name="scope"
          label={t('readers.scope')}
          options={SCOPES.map((id) => ({ id, text: scopeText(id) }))}
          value={input.scope}
          onChange={(scope) => {
            change({ scope });
            choose([]);
          }}
          error={faultOf(faults, 'scope')}
        />
        <PurposeBoxes
          options={purposesIn(input.scope)}
          value={purposes}
          onChange={choose}
          error={faultOf(faults, 'purposes')}
        />
        <Button type="submit" isPending={make.isPending}>
          {t('readers.create')}
        </Button>
      </form>
    </CounterShell>
  );
}
