import { type DeviceView, endDevice, endDevices, listDevices } from '@suizheng/domain/contract/sign-in.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { clearSession } from '../../shared/session-value.ts';
import { NumberNotice } from '../account/number-notice.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { emptyWallet } from '../wallet/store.ts';

const DEVICES = ['devices'] as const;

/** Where the account is signed in (A10): end one, all others, or all. */
export function DevicesPage() {
  const { t } = useTranslation('devices');
  return (
    <PageShell title={t('title')} lead={t('lead')} back={{ href: '/settings', label: t('back') }}>
      <SignedIn>
        {(account) => (
          <>
            <NumberNotice account={account} />
            <Devices whole={account.sees === 'whole'} />
          </>
        )}
      </SignedIn>
    </PageShell>
  );
}

function Devices({ whole }: { whole: boolean }) {
  const { t } = useTranslation('devices');
  const queries = useQueryClient();
  const go = useGo();
  const [said, setSaid] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: DEVICES,
    queryFn: ({ signal }) => call(listDevices, {}, { signal }),
    staleTime: 0,
  });
  const endOne = useMutation({
    mutationFn: (id: string) => call(endDevice, { params: { id } }),
    onSuccess: async () => {
      setSaid(t('ended'));
      await queries.invalidateQueries({ queryKey: DEVICES });
    },
  });
  const endMany = useMutation({
    mutationFn: async (which: 'others' | 'all') => {
      if (which === 'all') {
        await emptyWallet();
        clearSession();
      }
      return { which, ...(await call(endDevices, { body: { which } })) };
    },
    onSuccess: async ({ which, ended }) => {
      if (which === 'all') {
        queries.clear();
        go('/', { replace: true });
        return;
      }
      setSaid(t('othersDone', { n: ended }));
      await queries.invalidateQueries({ queryKey: DEVICES });
    },
  });
  const failed = error ?? endOne.error ?? endMany.error;
  const others = data?.some(({ current }) => !current) ?? false;
  return (
    <>
      {said === null ? null : <Notice tone="good" title={said} live />}
      {failed ? <Failure error={failed} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {data?.map((device) => (
        <DeviceCard
          key={device.id}
          device={device}
          isPending={endOne.isPending && endOne.variables === device.id}
          onEnd={whole && !device.current ? () => endOne.mutate(device.id) : null}
        />
      ))}
      {data && !others && whole ? <p className="hint">{t('onlyThis')}</p> : null}
      {whole && others ? (
        <Button isPending={endMany.isPending} onPress={() => endMany.mutate('others')}>
          {t('others')}
        </Button>
      ) : null}
      {whole && data ? (
        <Button kind="second" isPending={endMany.isPending} onPress={() => endMany.mutate('all')}>
          {t('all')}
        </Button>
      ) : null}
    </>
  );
}

function DeviceCard({
  device,
  isPending,
  onEnd,
}: {
  device: DeviceView;
  isPending: boolean;
  onEnd: (() => void) | null;
}) {
  const { t } = useTranslation('devices');
  const { locale } = usePreferences();
  const [asked, setAsked] = useState(false);
  const { browser, system, current, proven, sees, signedInAt, lastSeenAt } = device;
  const name = [browser, system].filter((part) => part !== null).join(' · ');
  return (
    <Card title={name === '' ? t('unknown') : name}>
      {current ? (
        <p>
          <Pill tone="good">{t('this')}</Pill>
        </p>
      ) : null}
      {sees === 'masked' ? (
        <p>
          <Pill tone="wait">{t('masked')}</Pill>
        </p>
      ) : null}
      <Facts
        rows={[
          [t('lastSeenAt'), dayAndTime(locale, lastSeenAt)],
          [t('signedInAt'), dayAndTime(locale, signedInAt)],
          [t('proven'), t(`provenBy.${proven}`)],
        ]}
      />
      {onEnd === null ? null : (
        <Button
          kind={asked ? 'danger' : 'second'}
          isPending={isPending}
          onPress={() => (asked ? onEnd() : setAsked(true))}
        >
          {asked ? t('sure') : t('end')}
        </Button>
      )}
    </Card>
  );
}
