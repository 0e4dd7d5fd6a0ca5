import type { UsageView } from '@suizheng/domain/contract/clients.ts';
import { civilDate, DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../shared/api/server-clock.ts';

const HEIGHT = 140;
const STEP = 20;
const BAR = 14;
/** As far back as usage is told. */
const DAYS = 31;

/** Calls a day as bars, oldest first, days without any among them; the table below says the same in figures. */
export function UsageChart({ days }: { days: UsageView['days'] }) {
  const { t } = useTranslation('portalParty');
  const sums = new Map(
    days.map(({ day, calls }) => [day, Object.values(calls).reduce((sum, one) => sum + one, 0)]),
  );
  const last = Date.parse(civilDate(serverNow()));
  const bars = Array.from({ length: DAYS }, (_, at) => {
    const day = new Date(last - (DAYS - 1 - at) * DAY_MS).toISOString().slice(0, 10);
    return { day, sum: sums.get(day) ?? 0 };
  });
  const most = Math.max(1, ...bars.map(({ sum }) => sum));
  return (
    <figure className="stack-tight">
      <figcaption>
        <b>{t('usage.chart')}</b>
      </figcaption>
      <svg
        className="usage-chart"
        viewBox={`0 0 ${bars.length * STEP} ${HEIGHT + 4}`}
        role="img"
        aria-label={t('usage.chart')}
        preserveAspectRatio="xMinYMax meet"
      >
        {bars.map(({ day, sum }, at) => {
          const height = sum === 0 ? 0 : Math.max(2, (sum / most) * HEIGHT);
          return (
            <rect key={day} x={at * STEP + 3} y={HEIGHT - height} width={BAR} height={height} rx={2}>
              <title>{`${day}: ${sum}`}</title>
            </rect>
          );
        })}
        <line x1={0} y1={HEIGHT + 1} x2="100%" y2={HEIGHT + 1} />
      </svg>
      <p className="usage-ends hint nums" aria-hidden="true">
        <span>{bars[0]?.day}</span>
        <span>{bars.at(-1)?.day}</span>
      </p>
    </figure>
  );
}
