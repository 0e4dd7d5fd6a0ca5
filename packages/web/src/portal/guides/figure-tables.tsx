import { SERVICE_IDS, SERVICES } from '@suizheng/domain/policy/services.ts';
import { PARTY_EVENT_KINDS, PARTY_EVENTS } from '@suizheng/domain/policy/webhooks.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/** Every event that a webhook can be told of. */
export function EventTable() {
  const { t } = useTranslation('portalGuides');
  const text = useText();
  return (
    <table className="rows" aria-labelledby="events">
      <thead>
        <tr>
          <th scope="col">{t('head.event')}</th>
          <th scope="col">{t('head.title')}</th>
        </tr>
      </thead>
      <tbody>
        {PARTY_EVENT_KINDS.map((kind) => (
          <tr key={kind}>
            <th scope="row">
              <code lang="zxx" translate="no">
                {kind}
              </code>
            </th>
            <td>{text(PARTY_EVENTS[kind])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a party may ask of each service where its approval says nothing else. */
export function LimitTable() {
  const { t } = useTranslation('portalGuides');
  const text = useText();
  const { locale } = usePreferences();
  const figure = new Intl.NumberFormat(locale);
  return (
    <table className="rows" aria-labelledby="services">
      <thead>
        <tr>
          <th scope="col">{t('head.service')}</th>
          <th scope="col">{t('head.perMinute')}</th>
          <th scope="col">{t('head.perDay')}</th>
        </tr>
      </thead>
      <tbody>
        {SERVICE_IDS.map((id) => (
          <tr key={id}>
            <th scope="row">{text(SERVICES[id].text)}</th>
            <td className="nums" data-label={t('head.perMinute')}>
              {figure.format(SERVICES[id].limits.perMinute)}
            </td>
            <td className="nums" data-label={t('head.perDay')}>
              {figure.format(SERVICES[id].limits.perDay)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
