import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import {
  listPartyReaders,
  type PartyReaderView,
  revokePartyReader,
} from '@suizheng/domain/contract/party-devices.ts';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { partyPath } from '../paths.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { PartyFrame } from './party-frame.tsx';
import { useScopeName } from './scope-name.ts';
import { PartyFailure } from './signed-in.tsx';
import { PARTIES } from './use-party.ts';
import { useLists } from './words.ts';

/** The devices of a relying party, newest first, and the way to end one. */
export function DevicesPage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame page="devices" title={t('page.devices')} lead={t('devices.lead')}>
      {(party) => <Devices party={party} />}
    </PartyFrame>
  );
}

function Devices({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const client = useQueryClient();
  const queryKey = [...PARTIES, party.id, 'devices'];
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      call(
        listPartyReaders,
        { params: { id: party.id }, query: pageParam === undefined ? {} : { before: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.more ? last.items.at(-1)?.id : undefined),
    staleTime: 0,
  });
  const [asked, setAsked] = useState<PartyReaderView | null>(null);
  const [ended, setEnded] = useState<string | null>(null);
  const revoke = async (reader: PartyReaderView, reason: string) => {
    await call(revokePartyReader, { params: { id: party.id, readerId: reader.id }, body: { reason } });
    setAsked(null);
    setEnded(reader.label);
    await client.invalidateQueries({ queryKey });
  };
  const devices = data?.pages.flatMap(({ items }) => items);
  const [first] = data?.pages ?? [];
  return (
    <>
      {party.state === 'active' ? (
        <div className="portal-acts">
          <ButtonLink href={`${partyPath(party.id, 'devices')}/new`}>{t('devices.new')}</ButtonLink>
        </div>
      ) : (
        <Notice tone="wait" title={t('notNow')} />
      )}
      {ended === null ? null : (
        <Notice
          tone="good"
          title={
            <>
              {t('devices.revokedNow')} · <span lang="zh-Hans">{ended}</span>
            </>
          }
          live
        />
      )}
      {error ? <PartyFailure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {devices?.length === 0 ? <p>{t('devices.none')}</p> : null}
      {first && first.active > 0 ? (
        <p className="hint nums">{t('devices.count', { active: first.active, most: first.most })}</p>
      ) : null}
      <div className="portal-cards wide-cards">
        {devices?.map((reader) => (
          <DeviceCard key={reader.id} reader={reader} onRevoke={() => setAsked(reader)} />
        ))}
      </div>
      {hasNextPage ? (
        <Button kind="second" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('devices.more')}
        </Button>
      ) : null}
      {asked ? (
        <ConfirmDialog
          title={t('devices.revokeTitle', { label: asked.label })}
          why={t('devices.revokeWhy')}
          confirm={t('devices.revoke')}
          reason={{
            label: t('devices.reason'),
            hint: t('devices.reasonHint'),
            missing: t('devices.needReason'),
          }}
          onConfirm={(reason) => revoke(asked, reason)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

function DeviceCard({ reader, onRevoke }: { reader: PartyReaderView; onRevoke: () => void }) {
  const { t } = useTranslation('portalParty');
  const { locale } = usePreferences();
  const lists = useLists();
  const scopeName = useScopeName();
  const { label, scope, purposes, enrolledAt, revokedAt } = reader;
  return (
    <Card>
      <h2 lang="zh-Hans">{label}</h2>
      <p>
        {revokedAt === null ? (
          <Pill tone="good">{t('devices.active')}</Pill>
        ) : (
          <Pill tone="bad">
            {t('devices.revoked')} · {dayAndTime(locale, revokedAt)}
          </Pill>
        )}
      </p>
      <Facts
        rows={[
          [t('devices.scope'), scopeName(scope)],
          [t('devices.purposes'), lists.purposes(purposes)],
          [t('devices.enrolledAt'), dayAndTime(locale, enrolledAt)],
        ]}
      />
      {revokedAt === null ? (
        <Button kind="second" onPress={onRevoke}>
          {t('devices.revoke')}
          <span className="unseen" lang="zh-Hans">
            {' '}
            {label}
          </span>
        </Button>
      ) : null}
    </Card>
  );
}
