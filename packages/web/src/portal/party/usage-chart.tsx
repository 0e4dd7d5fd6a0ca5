import type { UsageView } from '@suizheng/domain/contract/clients.ts';
import { useTranslation } from 'react-i18next';

const HEIGHT = 140;
const STEP = 20;
const BAR = 14;

/** Calls a day as bars, oldest first; the table below says the same in figures. */
export function UsageChart({ days }: { days: UsageView['days'] }) {
  const { t } = useTranslation('portalParty');
  const bars = [...days]
    .reverse()
    .map(({ day, calls }) => ({ day, sum: Object.values(calls).reduce((sum, one) => sum + one, 0) }));
  const most = Math.max(1, ...bars.map(({ sum }) => sum));
  return (
    <figure className="stack-tight">
      <figcaption>
        <b>{t('usage.chart')}</b>
      </figcaption>
      <svg
        className="usage-chart"
        viewBox={`0 0 ${Math.max(bars.length, 10) * STEP} ${HEIGHT + 4}`}
        role="img"
        aria-label={t('usage.chart')}
        preserveAspectRatio="xMinYMax meet"
      >
        {bars.map(({ day, sum }, at) => {
          const height = Math.max(2, (sum / most) * HEIGHT);
          return (
            <rect key={day} x={at * STEP + 3} y={HEIGHT - height} width={BAR} height={height} rx={2}>
              <title>{`${day}: ${sum}`}</title>
            </rect>
          );
        })}
        <line x1={0} y1={HEIGHT + 1} x2="100%" y2={HEIGHT + 1} />
      </svg>
    </figure>
  );
}
