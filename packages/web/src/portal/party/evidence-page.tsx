import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { type EvidenceView, readPartyEvidence } from '@suizheng/domain/contract/services.ts';
import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { SERVICES } from '@suizheng/domain/policy/services.ts';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { PartyFrame } from './party-frame.tsx';
import { PartyFailure } from './signed-in.tsx';
import { PARTIES } from './use-party.ts';
import { useLists } from './words.ts';

/** Looks a check of the party up by its evidence id. */
export function EvidencePage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame page="evidence" title={t('page.evidence')} lead={t('evidence.lead')}>
      {(party) => <Evidence party={party} />}
    </PartyFrame>
  );
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function Evidence({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const [id, setId] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  // A query and not an act: in another language it is asked again, and answered in that.
  const { data, error, isFetching } = useQuery({
    queryKey: [...PARTIES, party.id, 'evidence', asked],
    queryFn: ({ signal }) =>
      call(readPartyEvidence, { params: { id: party.id, evidenceId: asked ?? '' } }, { signal }),
    enabled: asked !== null,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = id.trim().toLowerCase();
    setWrong(!ID.test(typed));
    if (ID.test(typed)) setAsked(typed);
  };
  return (
    <>
      <form className="stack portal-narrow" onSubmit={submit} noValidate>
        <TextField
          name="evidenceId"
          label={t('evidence.id')}
          hint={t('evidence.idHint', { days: partyPolicy.evidenceForMs / DAY_MS })}
          value={id}
          onChange={setId}
          error={wrong ? t('evidence.idFault') : undefined}
          autoComplete="off"
        />
        <Button type="submit" isPending={isFetching}>
          {t('evidence.send')}
        </Button>
      </form>
      <PartyFailure error={error} />
      {data && !error ? <Found evidence={data} /> : null}
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
