import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { SERVICE_IDS, SERVICES, type ServiceId } from '@suizheng/domain/policy/services.ts';
import { useTranslation } from 'react-i18next';
import { useSite } from '../../shared/api/site.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink, TextLink } from '../../shared/kit/button.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { guidePath, PATHS } from '../paths.ts';
import { PortalShell } from '../portal-shell.tsx';

/** The guide that tells about each service. */
const SERVICE_GUIDES: Readonly<Record<ServiceId, string>> = {
  'credential-check': 'check-a-code',
  'real-name-check': 'real-name',
  'real-person-check': 'real-person',
  'link-check': 'document-link',
  'card-status-check': 'card-status',
};

const STEPS = ['basis', 'application', 'review', 'agreement', 'systems'] as const;
const PROMISES = ['reason', 'yesNo', 'looks', 'offline'] as const;

/** What the platform answers, how an organisation gets there, and what to do first. */
export function StartPage() {
  const { t } = useTranslation('portal');
  const days = partyPolicy.decidedWithinDays;
  const site = useSite();
  return (
    <PortalShell title={t('start.title')} lead={t('start.lead')}>
      <section className="stack">
        <h2>{t('start.first')}</h2>
        <ol className="portal-cards firsts">
          {site?.mode === 'production' ? null : (
            <li className="card">
              <h3>{t('start.tryTitle')}</h3>
              <p>{t('start.tryDetail')}</p>
              <ButtonLink href={PATHS.tryIt}>{t('start.tryAct')}</ButtonLink>
            </li>
          )}
          <li className="card">
            <h3>{t('start.readTitle')}</h3>
            <p>{t('start.readDetail')}</p>
            <ButtonLink kind="second" href={guidePath('token')}>
              {t('start.readAct')}
            </ButtonLink>
          </li>
          <li className="card">
            <h3>{t('start.applyTitle')}</h3>
            <p>{t('start.applyDetail', { days })}</p>
            <ButtonLink kind="second" href={PATHS.party}>
              {t('start.applyAct')}
            </ButtonLink>
          </li>
        </ol>
      </section>
      <section className="stack">
        <h2>{t('start.services')}</h2>
        <ul className="portal-cards">
          {SERVICE_IDS.map((id) => (
            <Service key={id} id={id} />
          ))}
        </ul>
      </section>
      <div className="portal-halves">
        <section className="stack">
          <h2>{t('start.path')}</h2>
          <ol className="portal-path">
            {STEPS.map((step) => (
              <li key={step}>
                <b>{t(`start.steps.${step}.title`)}</b>
                <p>{t(`start.steps.${step}.words`, { days })}</p>
              </li>
            ))}
          </ol>
        </section>
        <section className="stack">
          <h2>{t('start.promises')}</h2>
          <ul className="bullets">
            {PROMISES.map((promise) => (
              <li key={promise}>{t(`start.promised.${promise}`)}</li>
            ))}
          </ul>
        </section>
      </div>
    </PortalShell>
  );
}

function Service({ id }: { id: ServiceId }) {
  const { t } = useTranslation('portal');
  const text = useText();
  const { locale } = usePreferences();
  const figures = new Intl.NumberFormat(locale);
  const { perMinute, perDay } = SERVICES[id].limits;
  return (
    <li className="card">
      <h3>{text(SERVICES[id].text)}</h3>
      <p className="portal-asks">{t(`service.${id}.asks`)}</p>
      <p>
        <b>{t('start.answers')}</b> {t(`service.${id}.gives`)}
      </p>
      <p className="hint nums">
        {t('start.limit', { perMinute: figures.format(perMinute), perDay: figures.format(perDay) })}
      </p>
      <TextLink href={guidePath(SERVICE_GUIDES[id])}>
        {t('start.guide')}
        <span className="unseen"> {text(SERVICES[id].text)}</span>
      </TextLink>
    </li>
  );
}
