import { SERVICES } from '@suizheng/domain/policy/services.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { Select } from '../../shared/kit/select.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { CodeField } from './code-field.tsx';
import { bodyOf, type Draft, missingIn, TRY_SERVICES, type TryService } from './draft.ts';
import { callService, type Exchange, TokenRefusal } from './exchange.ts';
import { TRY_PEOPLE, type TryPerson } from './people.ts';
import { PhotoField } from './photo-field.tsx';
import type { Trial } from './trial.ts';

const PEOPLE = [...Object.keys(TRY_PEOPLE), 'other'] as TryPerson[];

/** The second step: which service, about whom, what for; and off it goes. */
export function AskForm({
  trial,
  onAnswer,
  onEnded,
}: {
  trial: Trial;
  onAnswer: (exchange: Exchange) => void;
  onEnded: () => void;
}) {
  const { t } = useTranslation('portalTry');
  const text = useText();
  const [draft, setDraft] = useState<Draft>({
    service: 'real-name-check',
    purpose: trial.client.purposes[0] ?? '',
    person: 'match',
    name: '',
    number: '',
    code: '',
    portrait: null,
  });
  const [missing, setMissing] = useState<ReturnType<typeof missingIn>>([]);
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  const act = useMutation({
    mutationFn: () =>
      callService(trial, { method: 'POST', path: TRY_SERVICES[draft.service], body: bodyOf(draft) }),
    onSuccess: onAnswer,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = missingIn(draft);
    setMissing(found);
    if (found.length === 0) act.mutate();
  };
  const faults = missing.map(({ field, what }) => ({ field, text: t(`need.${what}`) }));
  const fault = (field: string) => faults.find((one) => one.field === field)?.text;
  const services = (Object.keys(TRY_SERVICES) as TryService[]).filter((id) =>
    trial.client.services.includes(id),
  );
  const aboutPerson = draft.service !== 'credential-check';
  return (
    <Card title={t('callTitle')}>
      <ErrorSummary faults={faults} found={missing} />
      <form className="stack" onSubmit={submit} noValidate>
        <RadioChoice
          name="service"
          label={t('service')}
          options={services.map((id) => ({ id, text: text(SERVICES[id].text) }))}
          value={draft.service}
          onChange={(service) => change({ service })}
        />
        {aboutPerson ? (
          <RadioChoice
            name="person"
            label={t('person')}
            options={PEOPLE.map((id) => ({
              id,
              text: id === 'other' ? t('people.other') : <span lang="zh-Hans">{TRY_PEOPLE[id].name}</span>,
              ...(id === 'other' ? {} : { detail: t(`people.${id}`) }),
            }))}
            value={draft.person}
            onChange={(person) => change({ person })}
          />
        ) : (
          <CodeField value={draft.code} onChange={(code) => change({ code })} error={fault('code')} />
        )}
        {aboutPerson && draft.person === 'other' ? (
          <>
            <TextField
              name="name"
              label={t('name')}
              value={draft.name}
              onChange={(name) => change({ name })}
              error={fault('name')}
              autoComplete="off"
            />
            <TextField
              name="number"
              label={t('number')}
              hint={t('syntheticHint')}
              value={draft.number}
              onChange={(number) => change({ number })}
              error={fault('number')}
              autoComplete="off"
              spaced
            />
          </>
        ) : null}
        {draft.service === 'real-person-check' ? (
          <PhotoField
            value={draft.portrait}
            onChange={(portrait) => change({ portrait })}
            error={fault('portrait')}
          />
        ) : null}
        <Select
          name="purpose"
          label={t('purpose')}
          hint={t('purposeWhy')}
          options={trial.client.purposes.map((id) => ({ id, text: wordsOf(id, text) }))}
          value={draft.purpose}
          onChange={(purpose) => change({ purpose })}
        />
        <CallFailure error={act.error} onEnded={onEnded} />
        <Button type="submit" isPending={act.isPending}>
          {t('send')}
        </Button>
      </form>
    </Card>
  );
}

function wordsOf(id: string, text: ReturnType<typeof useText>): string {
  const known = purposeById(id);
  return known ? `${text(known.text)} · ${id}` : id;
}

/** Why there was no call at all: no token, or no way to the platform. */
export function CallFailure({ error, onEnded }: { error: unknown; onEnded: () => void }) {
  const { t } = useTranslation('portalTry');
  if (!error) return null;
  if (!(error instanceof TokenRefusal))
    return <Failure error={new ApiProblem('unreachable', { traceId: '' })} />;
  const { error: code, next } = error.refusal;
  return (
    <Notice tone="bad" title={t('tokenRefused', { error: code })} live>
      <p>{code === 'invalid_client' ? t('ended') : next}</p>
      {code === 'invalid_client' ? (
        <Button kind="second" onPress={onEnded}>
          {t('anew')}
        </Button>
      ) : null}
    </Notice>
  );
}
