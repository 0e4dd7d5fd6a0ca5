import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Facts } from '../../shared/kit/card.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { ClosedWay } from './closed-way.tsx';
import { RUNG_ICONS } from './rung-pages.ts';
import './ladder.css';

export type Way = ApplicationView['ways'][number];

/** One way: what it is, what it needs, how long, what it gives, how often still. Every way has the same weight (A12). */
export function WayCard({
  way: { rung, takes, gives, triesLeft, closedUntil },
  first,
  showLevel,
  action,
  isPending,
  onChoose,
}: {
  way: Way;
  /** True for the one that is suggested. */
  first: boolean;
  /** False where the outcome is the same whatever the way. */
  showLevel: boolean;
  /** Words of the button where they are not the rung's own. */
  action?: string | undefined;
  isPending: boolean;
  onChoose: () => void;
}) {
  const { t } = useTranslation('ladder');
  const text = useText();
  const rows: [string, string][] = [
    [t('way.needs'), t(`rungs.${rung}.needs`)],
    [t('way.takes'), text(takes)],
  ];
  if (showLevel) rows.push([t('way.gives'), t(`levels.${gives}`)]);
  if (triesLeft !== null) rows.push([t('way.left'), t('way.times', { count: triesLeft })]);
  return (
    <section className={first ? 'card way first' : 'card way'} aria-labelledby={`way-${rung}`}>
      <div className="way-head">
        <span className="tile-sign" aria-hidden="true">
          <Icon name={RUNG_ICONS[rung]} />
        </span>
        <h2 id={`way-${rung}`}>{t(`rungs.${rung}.name`)}</h2>
      </div>
      {first ? (
        <p>
          <Pill tone="info">{t('way.first')}</Pill>
        </p>
      ) : null}
      <p>{t(`rungs.${rung}.what`)}</p>
      <Facts rows={rows} />
      {closedUntil ? (
        <ClosedWay until={closedUntil} />
      ) : (
        <Button kind={first ? 'primary' : 'second'} isPending={isPending} onPress={onChoose}>
          {action ?? t(`rungs.${rung}.go`)}
        </Button>
      )}
    </section>
  );
}
