import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSite } from '../../shared/api/site.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PATHS } from '../paths.ts';
import { PortalShell } from '../portal-shell.tsx';
import { AskForm } from './ask-form.tsx';
import type { Exchange } from './exchange.ts';
import { ExchangeView } from './exchange-view.tsx';
import { useTrial } from './trial.ts';
import { TrialCard } from './trial-card.tsx';

/** In a sandbox: a real key, a real client, a real call, with people who do not exist. */
export function TryPage() {
  const { t } = useTranslation('portalTry');
  const site = useSite();
  const { trial, make, forget } = useTrial();
  const [exchange, setExchange] = useState<Exchange | null>(null);
  if (site?.mode === 'production')
    return (
      <PortalShell title={t('title')}>
        <Notice title={t('production')} />
        <div className="portal-acts">
          <ButtonLink href={PATHS.party}>{t('apply')}</ButtonLink>
        </div>
      </PortalShell>
    );
  return (
    <PortalShell title={t('title')} lead={t('lead')}>
      <div className="portal-bench">
        <div className="stack">
          <TrialCard trial={trial} onMake={make} onForget={forget} />
          {trial ? <AskForm trial={trial} onAnswer={setExchange} onEnded={forget} /> : null}
        </div>
        {trial && exchange ? (
          <ExchangeView key={exchange.traceId} trial={trial} exchange={exchange} onAnswer={setExchange} />
        ) : null}
      </div>
    </PortalShell>
  );
}
