import type { CounterPartyView } from '@suizheng/domain/contract/counter-parties.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime, fullDay } from '../../shared/i18n/format.ts';
import { Card } from '../../shared/kit/card.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { usePurposeText } from '../readers/scopes.ts';
import { useServiceText } from './words.ts';

/** Its systems. */
export function PartyClients({ clients }: Pick<CounterPartyView, 'clients'>) {
  const { t, i18n } = useTranslation('parties');
  const service = useServiceText();
  return (
    <Card title={t('clients.title')}>
      {clients.length === 0 ? <p>{t('clients.none')}</p> : null}
      <ul className="party-changes">
        {clients.map(({ id, label, method, services, createdAt, revokedAt }) => (
          <li key={id}>
            <b lang="zh-Hans">{label}</b> <Since at={createdAt} until={revokedAt} />
            <small>
              {method === 'private_key_jwt' || method === 'self_signed_tls_client_auth'
                ? t(`clients.methods.${method}`)
                : method}
              {' · '}
              {services.map(service).join(i18n.language === 'en' ? ', ' : '、')}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Its devices. */
export function PartyReaders({ readers: { active, revoked, newest } }: Pick<CounterPartyView, 'readers'>) {
  const { t, i18n } = useTranslation('parties');
  const { locale } = usePreferences();
  const purpose = usePurposeText();
  const n = (count: number) => count.toLocaleString(locale);
  return (
    <Card title={t('readers.title')}>
      <p>
        {newest.length === 0
          ? t('readers.none')
          : t('readers.counts', { active: n(active), revoked: n(revoked) })}
      </p>
      <ul className="party-changes">
        {newest.map(({ id, label, purposes, enrolledAt, revokedAt }) => (
          <li key={id}>
            <b lang="zh-Hans">{label}</b> <Since at={enrolledAt} until={revokedAt} />
            <small>{purposes.map(purpose).join(i18n.language === 'en' ? ', ' : '、')}</small>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Since({ at, until }: { at: string; until: string | null }) {
  const { t } = useTranslation('parties');
  const { locale } = usePreferences();
  return (
    <span className="hint">
      {until === null
        ? t('clients.since', { time: dayAndTime(locale, at) })
        : t('clients.revoked', { time: dayAndTime(locale, until) })}
    </span>
  );
}

/** How much it asked, by service and day: counts, nothing about whom. */
export function PartyVolume({ volume }: Pick<CounterPartyView, 'volume'>) {
  const { t } = useTranslation('parties');
  const { locale } = usePreferences();
  const service = useServiceText();
  const days = [...new Set(volume.map(({ day }) => day))];
  const services = [...new Set(volume.map((one) => one.service))].sort();
  const count = (day: string, of: string) =>
    volume.find((one) => one.day === day && one.service === of)?.count ?? 0;
  return (
    <Card title={t('volume.title')}>
      <p className="hint">{t(volume.length === 0 ? 'volume.none' : 'volume.why')}</p>
      {volume.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be scrollable by keyboard
        <section className="party-table" tabIndex={0} aria-label={t('volume.title')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('volume.day')}</th>
                {services.map((one) => (
                  <th scope="col" key={one}>
                    {service(one)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map((day) => (
                <tr key={day}>
                  <th scope="row">{fullDay(locale, `${day}T12:00:00+08:00`)}</th>
                  {services.map((one) => (
                    <td key={one} className="nums">
                      {count(day, one).toLocaleString(locale)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  );
}

/** What happened to it and by whom. */
export function PartyChanges({ changes }: Pick<CounterPartyView, 'changes'>) {
  const { t, i18n } = useTranslation('parties');
  const { locale } = usePreferences();
  if (changes.length === 0) return null;
  return (
    <Card title={t('changes.title')}>
      <ul className="party-changes">
        {changes.map(({ event, by, note, at }) => {
          const known = `changes.events.${event}`;
          return (
            <li key={`${event}${at}`}>
              <b>{i18n.exists(known, { ns: 'parties' }) ? t(known as 'changes.events.apply') : event}</b>{' '}
              <span className="hint">
                {by === null ? t('changes.party') : <span lang="zh-Hans">{by}</span>} ·{' '}
                {dayAndTime(locale, at)}
              </span>
              {note ? <small lang="zh-Hans">{note}</small> : null}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
