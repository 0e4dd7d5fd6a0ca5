import { type ClientView, revokeClient } from '@suizheng/domain/contract/clients.ts';
import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime, fullDay } from '../../shared/i18n/format.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { partyPath } from '../paths.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { PartyFrame } from './party-frame.tsx';
import { PartyFailure } from './signed-in.tsx';
import { PARTIES, useClients } from './use-party.ts';
import { useLists } from './words.ts';

/** The systems of a relying party, and the way to end one. */
export function ClientsPage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame page="clients" title={t('page.clients')} lead={t('clients.lead')}>
      {(party) => <Clients party={party} />}
    </PartyFrame>
  );
}

function Clients({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const client = useQueryClient();
  const { data, error, refetch } = useClients(party.id);
  const [asked, setAsked] = useState<ClientView | null>(null);
  const [ended, setEnded] = useState<string | null>(null);
  const revoke = async ({ id, label }: ClientView) => {
    await call(revokeClient, { params: { id: party.id, clientId: id } });
    setAsked(null);
    setEnded(label);
    await client.invalidateQueries({ queryKey: [...PARTIES, party.id, 'clients'] });
  };
  return (
    <>
      {party.state === 'active' ? (
        <div className="portal-acts">
          <ButtonLink href={`${partyPath(party.id, 'clients')}/new`}>{t('clients.new')}</ButtonLink>
        </div>
      ) : (
        <Notice tone="wait" title={t('notNow')} />
      )}
      {ended === null ? null : (
        <Notice
          tone="good"
          title={
            <>
              {t('clients.revokedNow')} · <span lang="zh-Hans">{ended}</span>
            </>
          }
          live
        />
      )}
      {error ? <PartyFailure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {data?.length === 0 ? <p>{t('clients.none')}</p> : null}
      <div className="portal-cards wide-cards">
        {data?.map((one) => (
          <ClientCard key={one.id} client={one} onRevoke={() => setAsked(one)} />
        ))}
      </div>
      {asked ? (
        <ConfirmDialog
          title={t('clients.revokeTitle', { label: asked.label })}
          why={t('clients.revokeWhy')}
          confirm={t('clients.revoke')}
          onConfirm={() => revoke(asked)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

function ClientCard({ client, onRevoke }: { client: ClientView; onRevoke: () => void }) {
  const { t } = useTranslation('portalParty');
  const { locale } = usePreferences();
  const lists = useLists();
  const { id, label, services, keys, certificate, createdAt, revokedAt } = client;
  const rows: [string, React.ReactNode][] = [
    [t('clients.id'), code(id)],
    [t('clients.services'), lists.services(services)],
    ...keys.map(({ kind, thumbprint }): [string, React.ReactNode] => [
      `${t('clients.key')} · ${kind}`,
      code(thumbprint),
    ]),
    ...(certificate === null
      ? []
      : [
          [t('clients.certificateKey'), code(certificate.sha256)] as [string, React.ReactNode],
          ...(certificate.until === null
            ? []
            : [[t('clients.certificateUntil'), fullDay(locale, certificate.until)] as [string, string]]),
        ]),
    [t('clients.createdAt'), dayAndTime(locale, createdAt)],
  ];
  return (
    <Card>
      <h2 lang="zh-Hans">{label}</h2>
      <p>
        {revokedAt === null ? (
          <Pill tone="good">{t('clients.active')}</Pill>
        ) : (
          <Pill tone="bad">
            {t('clients.revoked')} · {dayAndTime(locale, revokedAt)}
          </Pill>
        )}
      </p>
      <Facts rows={rows} />
      {revokedAt === null ? (
        <Button kind="second" onPress={onRevoke}>
          {t('clients.revoke')}
          <span className="unseen" lang="zh-Hans">
            {' '}
            {label}
          </span>
        </Button>
      ) : null}
    </Card>
  );
}

const code = (text: string) => (
  <code lang="zxx" translate="no">
    {text}
  </code>
);
