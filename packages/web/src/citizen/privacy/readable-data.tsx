import { STATES, type State } from '@suizheng/domain/application/state.ts';
import { isNotificationKind, NOTIFICATIONS } from '@suizheng/domain/policy/notification-text.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndTime, fullDay } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import type { ExportedData } from './exported-data.ts';

type Row = readonly [label: string, value: ReactNode];

/** The export for people: a card a thing, newest first, in words. */
export function ReadableData({ data }: { data: ExportedData }) {
  const { t } = useTranslation('privacy');
  const { t: citizen } = useTranslation('citizen');
  const text = useText();
  const { locale } = usePreferences();
  const at = (instant: string) => <span className="nums">{dayAndTime(locale, instant)}</span>;
  const { account } = data;
  const stateOf = (state: string) =>
    STATES.some((one) => one === state) ? citizen(`state.${state as State}`) : state;
  return (
    <>
      <Part name="account">
        <Facts
          rows={[
            [t('data.fields.mobile'), <Code key="m" value={account.mobile} />],
            ...(account.holder
              ? ([
                  [t('data.fields.name'), <Code key="n" value={account.holder.name} />],
                  [t('data.fields.number'), <Code key="i" value={account.holder.number} />],
                ] as Row[])
              : []),
            [t('data.fields.createdAt'), at(account.createdAt)],
          ]}
        />
      </Part>
      <Part name="applications" count={data.applications.length}>
        {newest(data.applications, (one) => one.createdAt).map((one) => (
          <Facts
            key={one.id}
            rows={[
              [one.service.name, stateOf(one.state)],
              [t('data.fields.name'), <Code key="n" value={one.about.name} />],
              [t('data.fields.number'), <Code key="i" value={one.about.number} />],
              [t('data.fields.createdAt'), at(one.createdAt)],
              ...(one.typed ? [[t('data.fields.typed'), typedText(one.typed)] as Row] : []),
              ...(one.decision?.reasons.length
                ? [
                    [
                      t('data.fields.reasons'),
                      one.decision.reasons.map(({ reason }) => reason).join(' '),
                    ] as Row,
                  ]
                : []),
            ]}
          />
        ))}
      </Part>
      <Part name="credentials" count={data.credentials.length}>
        {newest(data.credentials, (one) => one.issuedAt).map((one) => {
          const procedure = procedureById(one.service);
          return (
            <Facts
              key={one.id}
              rows={[
                [procedure ? text(procedure.text.name) : one.service, at(one.issuedAt)],
                [t('data.fields.identifier'), <code key="c">{one.identifier}</code>],
                [t('data.fields.validUntil'), at(one.expiresAt)],
              ]}
            />
          );
        })}
      </Part>
      <Part name="looks" count={data.looks.length}>
        <Facts
          rows={newest(data.looks, (one) => one.at).map((one, order) => [
            `${order + 1} · ${one.by ?? t('data.fields.stranger')}`,
            at(one.at),
          ])}
        />
      </Part>
      <Part name="consents" count={data.consents.length}>
        {newest(data.consents, (one) => one.granted_at).map((one) => (
          <Facts
            key={one.granted_at + one.version}
            rows={[
              [one.text?.[0] ?? one.version, at(one.granted_at)],
              ...(one.withdrawn_at ? [[t('data.fields.withdrawnAt'), at(one.withdrawn_at)] as Row] : []),
            ]}
          />
        ))}
      </Part>
      <Part name="notifications" count={data.notifications.length}>
        <Facts
          rows={newest(data.notifications, (one) => one.created_at).map((one, order) => [
            `${order + 1} · ${isNotificationKind(one.kind) ? text(NOTIFICATIONS[one.kind].title) : one.kind}`,
            at(one.created_at),
          ])}
        />
      </Part>
      <Part name="sessions" count={data.sessions.length}>
        <Facts
          rows={newest(data.sessions, (one) => one.created_at).map((one, order) => [
            `${order + 1} · ${fullDay(locale, one.created_at)}`,
            at(one.created_at),
          ])}
        />
      </Part>
    </>
  );
}

function Part({
  name,
  count,
  children,
}: {
  name: Exclude<keyof ExportedData, number>;
  count?: number;
  children: ReactNode;
}) {
  const { t } = useTranslation('privacy');
  return (
    <Card title={t(`data.parts.${name}`)}>
      {count === 0 ? <p className="hint">{t('data.none')}</p> : children}
    </Card>
  );
}

function Code({ value }: { value: string | null }) {
  return (
    <span className="nums" lang="zh-Hans">
      {value ?? '—'}
    </span>
  );
}

function typedText(typed: Readonly<Record<string, unknown>>): string {
  return Object.values(typed)
    .filter((value) => typeof value === 'string')
    .join(' · ');
}

function newest<T>(all: readonly T[], at: (one: T) => string): readonly T[] {
  return [...all].sort((a, b) => (at(a) < at(b) ? 1 : -1));
}
