import type { UsageView } from '@suizheng/domain/contract/clients.ts';
import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { SERVICES, type ServiceId } from '@suizheng/domain/policy/services.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { PartyFrame } from './party-frame.tsx';
import { PartyFailure } from './signed-in.tsx';
import { UsageChart } from './usage-chart.tsx';
import { useUsage } from './use-party.ts';

/** What a relying party asked, by day and service, and how much it may. */
export function UsagePage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame page="usage" title={t('page.usage')} lead={t('usage.lead')}>
      {(party) => <Usage party={party} />}
    </PartyFrame>
  );
}

function Usage({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const { data, error, refetch } = useUsage(party.id);
  if (error) return <PartyFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  return (
    <>
      {data.days.length === 0 ? (
        <p>{t('usage.none')}</p>
      ) : (
        <>
          <UsageChart days={data.days} />
          <DayTable usage={data} />
        </>
      )}
      <LimitTable usage={data} />
    </>
  );
}

function DayTable({ usage }: { usage: UsageView }) {
  const { t } = useTranslation('portalParty');
  const text = useText();
  const figure = useFigure();
  const services = [...new Set(usage.days.flatMap(({ calls }) => Object.keys(calls)))] as ServiceId[];
  return (
    <div className="portal-scroll">
      <table className="rows figures">
        <caption>{t('usage.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('usage.day')}</th>
            {services.map((id) => (
              <th key={id} scope="col">
                {text(SERVICES[id].text)}
              </th>
            ))}
            <th scope="col">{t('usage.total')}</th>
          </tr>
        </thead>
        <tbody>
          {usage.days.map(({ day, calls }) => (
            <tr key={day}>
              <th scope="row" className="nums">
                {day}
              </th>
              {services.map((id) => (
                <td key={id} className="nums">
                  {figure(calls[id] ?? 0)}
                </td>
              ))}
              <td className="nums">{figure(Object.values(calls).reduce((sum, one) => sum + one, 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LimitTable({ usage }: { usage: UsageView }) {
  const { t } = useTranslation('portalParty');
  const text = useText();
  const figure = useFigure();
  return (
    <table className="rows">
      <caption>{t('usage.limits')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('usage.service')}</th>
          <th scope="col">{t('usage.today')}</th>
          <th scope="col">{t('usage.perDay')}</th>
          <th scope="col">{t('usage.perMinute')}</th>
        </tr>
      </thead>
      <tbody>
        {usage.limits.map(({ service, perMinute, perDay, usedToday }) => (
          <tr key={service}>
            <th scope="row">{text(SERVICES[service].text)}</th>
            <td className="nums" data-label={t('usage.today')}>
              {figure(usedToday)}
            </td>
            <td className="nums" data-label={t('usage.perDay')}>
              {figure(perDay)}
            </td>
            <td className="nums" data-label={t('usage.perMinute')}>
              {figure(perMinute)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useFigure(): (value: number) => string {
  const { locale } = usePreferences();
  const format = new Intl.NumberFormat(locale);
  return (value) => format.format(value);
}
