import { type ClientView, createClient } from '@suizheng/domain/contract/clients.ts';
import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { SERVICES, type ServiceId } from '@suizheng/domain/policy/services.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { ChoiceBoxes } from '../fields/choice-boxes.tsx';
import { TextArea } from '../fields/text-area.tsx';
import { makeKey, type PrivateJwk, publicHalf } from '../keys/key-pair.ts';
import { MadeClient } from './made-client.tsx';
import { PartyFrame } from './party-frame.tsx';
import { holdsPrivateKey, readJwks } from './read-jwks.ts';
import { PartyFailure } from './signed-in.tsx';
import { useFaults } from './use-faults.ts';

/** Registers a system: with a key made here, with public keys, or with a certificate. */
export function NewClientPage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame page="clients" title={t('clients.new')} activeOnly>
      {(party) => <NewClient party={party} />}
    </PartyFrame>
  );
}

const WAYS = ['browser', 'jwks', 'certificate'] as const;
type Way = (typeof WAYS)[number];
type Made = { readonly client: ClientView; readonly privateKey: PrivateJwk | null };

function NewClient({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const text = useText();
  const [label, setLabel] = useState('');
  const [services, setServices] = useState<readonly ServiceId[]>(party.services);
  const [way, setWay] = useState<Way>('browser');
  const [typed, setTyped] = useState({ jwks: '', certificate: '' });
  // A private key does not leave the page, whatever it was pasted for.
  const isPrivate = typed.certificate.includes('PRIVATE KEY');
  // One key for the life of the form: whoever sends it again registers the same.
  const key = useRef<PrivateJwk | null>(null);
  const act = useMutation({
    mutationFn: async (): Promise<Made> => {
      if (way === 'browser') key.current ??= await makeKey();
      const own = way === 'browser' ? key.current : null;
      const client = await call(createClient, { params: { id: party.id }, body: bodyOf(own) });
      return { client, privateKey: own };
    },
  });
  const bodyOf = (own: PrivateJwk | null) => ({
    label,
    services: [...services],
    ...(own === null ? {} : { jwks: { keys: [{ ...publicHalf(own) }] } }),
    ...(way === 'jwks' ? { jwks: readJwks(typed.jwks) ?? { keys: [] } } : {}),
    ...(way === 'certificate' ? { certificate: isPrivate ? '' : typed.certificate.trim() } : {}),
  });
  const own = {
    'jwks.keys': t(holdsPrivateKey(typed.jwks) ? 'clients.jwksPrivate' : 'clients.jwksFault'),
    certificate: t(isPrivate ? 'clients.certificatePrivate' : 'clients.certificateFault'),
  };
  const faults = useFaults(createClient.body!, act.error, own);
  if (act.data) return <MadeClient party={party} {...act.data} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faults.check(bodyOf(null))) act.mutate();
  };
  const readFile = async (files: FileList | null) => {
    const file = files?.[0];
    if (file) setTyped({ ...typed, certificate: await file.text() });
  };
  return (
    <form className="stack portal-narrow" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults.list} found={faults.found} />
      <TextField
        name="label"
        label={t('clients.label')}
        hint={t('clients.labelHint')}
        value={label}
        onChange={setLabel}
        error={faults.of('label')}
        autoComplete="off"
        maxLength={60}
      />
      <ChoiceBoxes
        name="services"
        label={t('clients.services')}
        options={party.services.map((id) => ({ id, text: text(SERVICES[id].text) }))}
        value={services}
        onChange={setServices}
        error={faults.of('services')}
      />
      <RadioChoice
        name="way"
        label={t('clients.way')}
        options={WAYS.map((id) => ({
          id,
          text: t(`clients.ways.${id}`),
          detail: t(`clients.wayDetail.${id}`),
        }))}
        value={way}
        onChange={setWay}
      />
      {way === 'jwks' ? (
        <TextArea
          name="jwks"
          label={t('clients.jwks')}
          hint={t('clients.jwksHint')}
          value={typed.jwks}
          onChange={(jwks) => setTyped({ ...typed, jwks })}
          error={faults.of('jwks')}
          rows={8}
          isCode
        />
      ) : null}
      {way === 'certificate' ? (
        <>
          <TextArea
            name="certificate"
            label={t('clients.certificate')}
            hint={t('clients.certificateHint')}
            value={typed.certificate}
            onChange={(certificate) => setTyped({ ...typed, certificate })}
            error={faults.of('certificate')}
            rows={8}
            isCode
          />
          <FileTrigger onSelect={(files) => void readFile(files)}>
            <Button kind="second">{t('clients.file')}</Button>
          </FileTrigger>
        </>
      ) : null}
      {act.error && faults.list.length === 0 ? <PartyFailure error={act.error} /> : null}
      <Button type="submit" isPending={act.isPending}>
        {t('clients.send')}
      </Button>
    </form>
  );
}
