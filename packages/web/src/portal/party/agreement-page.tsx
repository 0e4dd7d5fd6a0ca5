import { agreeAsParty, type PartyView } from '@suizheng/domain/contract/parties.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { partyPath } from '../paths.ts';
import { PartyFrame } from './party-frame.tsx';
import { PartyFailure } from './signed-in.tsx';
import { PARTIES, useAgreement } from './use-party.ts';

/** The agreement: to be read, and accepted once. */
export function AgreementPage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame page="agreement" title={t('page.agreement')} lead={t('agreement.lead')}>
      {(party) => <Agreement party={party} />}
    </PartyFrame>
  );
}

function Agreement({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const { locale } = usePreferences();
  const { data, error, refetch } = useAgreement(party.id);
  if (error) return <PartyFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  return (
    <>
      <Card title={data.title}>
        <p className="hint">{t('agreement.version', { version: data.version })}</p>
        <ol className="portal-path">
          {data.points.map((point) => (
            <li key={point}>
              <p>{point}</p>
            </li>
          ))}
        </ol>
      </Card>
      {data.agreedAt === null ? null : (
        <Notice tone="good" title={t('agreement.agreed', { time: dayAndTime(locale, data.agreedAt) })} />
      )}
      {data.agreedAt === null && party.state === 'approved' ? (
        <Accept party={party} version={data.version} />
      ) : null}
      {party.state === 'applied' ? <Notice tone="wait" title={t('agreement.notYet')} /> : null}
    </>
  );
}

function Accept({ party, version }: { party: PartyView; version: string }) {
  const { t } = useTranslation('portalParty');
  const client = useQueryClient();
  const go = useGo();
  const [accepted, setAccepted] = useState(false);
  const [missing, setMissing] = useState(false);
  const act = useMutation({
    mutationFn: () => call(agreeAsParty, { params: { id: party.id }, body: { version, accepted: true } }),
    onSuccess: async (after) => {
      client.setQueryData([...PARTIES, party.id], after);
      await client.invalidateQueries({ queryKey: [...PARTIES, party.id] });
      go(partyPath(party.id));
    },
  });
  const send = () => {
    setMissing(!accepted);
    if (accepted) act.mutate();
  };
  return (
    <div className="stack portal-narrow">
      <Checkbox
        name="accepted"
        isSelected={accepted}
        onChange={setAccepted}
        error={missing && !accepted ? t('agreement.needAccept') : undefined}
      >
        {t('agreement.accept')}
      </Checkbox>
      <PartyFailure error={act.error} />
      <Button isPending={act.isPending} onPress={send}>
        {t('agreement.send')}
      </Button>
    </div>
  );
}
