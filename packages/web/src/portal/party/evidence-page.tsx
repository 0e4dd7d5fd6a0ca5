import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { type EvidenceView, readEvidence } from '@suizheng/domain/contract/services.ts';
import { SERVICES } from '@suizheng/domain/policy/services.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { serverNow } from '../../shared/api/server-clock.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { TextArea } from '../fields/text-area.tsx';
import { askToken } from '../keys/ask-token.ts';
import { readPrivateJwk } from '../keys/key-pair.ts';
import { PartyFrame } from './party-frame.tsx';
import { PartyFailure } from './signed-in.tsx';
import { useClients } from './use-party.ts';
import { useLists } from './words.ts';

/** Looks a check up by its evidence id, as one of the party's systems would. */
export function EvidencePage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame page="evidence" title={t('page.evidence')} lead={t('evidence.lead')} activeOnly>
      {(party) => <Evidence party={party} />}
    </PartyFrame>
  );
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The token endpoint's refusal, by its code. */
class Refused extends Error {}

function Evidence({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const { data, error } = useClients(party.id);
  const usable = data?.filter(({ method, revokedAt }) => method === 'private_key_jwt' && revokedAt === null);
  const [clientId, setClientId] = useState<string | null>(null);
  const [key, setKey] = useState('');
  const [id, setId] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const chosen = clientId ?? usable?.[0]?.id ?? '';
  const act = useMutation({
    mutationFn: async () => {
      const jwk = readPrivateJwk(key);
      if (jwk === null) throw new Refused('key');
      const result = await askToken(jwk, chosen, '', serverNow().getTime());
      if (!result.ok) throw new Refused(`${result.error} · ${result.next}`);
      return call(readEvidence, { params: { id: id.trim() } }, { token: result.token });
    },
  });
  if (error) return <PartyFailure error={error} />;
  if (!usable) return <Skeleton />;
  if (usable.length === 0) return <Notice tone="wait" title={t('evidence.noClient')} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = [
      ...(readPrivateJwk(key) === null ? [{ field: 'key', text: t('evidence.keyFault') }] : []),
      ...(ID.test(id.trim()) ? [] : [{ field: 'evidenceId', text: t('evidence.idFault') }]),
    ];
    setFaults(wrong);
    if (wrong.length === 0) act.mutate();
  };
  const fault = (field: string) => faults.find((one) => one.field === field)?.text;
  const readFile = async (files: FileList | null) => {
    const file = files?.[0];
    if (file) setKey(await file.text());
  };
  return (
    <>
      <form className="stack portal-narrow" onSubmit={submit} noValidate>
        <p>{t('evidence.how')}</p>
        <ErrorSummary faults={faults} />
        <TextField
          name="evidenceId"
          label={t('evidence.id')}
          value={id}
          onChange={setId}
          error={fault('evidenceId')}
          autoComplete="off"
        />
        <RadioChoice
          name="client"
          label={t('evidence.client')}
          options={usable.map((client) => ({ id: client.id, text: client.label, lang: 'zh-Hans' }))}
          value={chosen}
          onChange={setClientId}
        />
        <TextArea
          name="key"
          label={t('evidence.key')}
          hint={t('evidence.keyHint')}
          value={key}
          onChange={setKey}
          error={fault('key')}
          isCode
        />
        <FileTrigger onSelect={(files) => void readFile(files)}>
          <Button kind="second">{t('clients.file')}</Button>
        </FileTrigger>
        {act.error instanceof Refused ? (
          <Notice tone="bad" title={t('evidence.refused', { error: act.error.message })} live />
        ) : (
          <PartyFailure error={act.error} />
        )}
        <Button type="submit" isPending={act.isPending}>
          {t('evidence.send')}
        </Button>
      </form>
      {act.data ? <Found evidence={act.data} /> : null}
    </>
  );
}

function Found({ evidence }: { evidence: EvidenceView }) {
  const { t } = useTranslation('portalParty');
  const text = useText();
  const { locale } = usePreferences();
  const lists = useLists();
  const { service, purpose, at, by, title, explanation, next } = evidence;
  return (
    <Card title={t('evidence.result')}>
      <Notice title={title} live>
        <p>{explanation}</p>
        <p>{next}</p>
      </Notice>
      <Facts
        rows={[
          [t('evidence.facts.service'), text(SERVICES[service].text)],
          [t('evidence.facts.purpose'), purpose === null ? '—' : lists.purposes([purpose])],
          [t('evidence.facts.at'), dayAndTime(locale, at)],
          [
            t('evidence.facts.by'),
            <span key="by" lang="zh-Hans">
              {by.label}
            </span>,
          ],
        ]}
      />
    </Card>
  );
}
