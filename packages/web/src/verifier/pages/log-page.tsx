import { VERDICT_TEXTS } from '@suizheng/domain/credential/verdict-text.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime, dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice, Pill, type Tone } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useGate, useGateState } from '../gate/gate-context.tsx';
import type { LogEntry } from '../gate/gate-db.ts';
import { GateShell, PATHS } from '../gate-shell.tsx';
import { useTypeName } from '../result/use-facts.ts';

const TONES: Record<LogEntry['colour'], Tone> = { green: 'good', amber: 'wait', red: 'bad' };

/** What this device looked at today, without names; doubles are marked, and count as read once this page was open. */
export function LogPage() {
  const { t } = useTranslation('verifier');
  const gate = useGate();
  const { log, waiting, device } = useGateState();
  useEffect(() => () => void gate.readDoubles(), [gate]);
  return (
    <GateShell title={t('log.title')} lead={t('log.lead')}>
      {device ? (
        <Notice
          tone={waiting > 0 ? 'wait' : 'good'}
          title={waiting > 0 ? t('log.waiting', { n: waiting }) : t('log.sent')}
        />
      ) : null}
      {log.length === 0 ? (
        <>
          <p>{t('log.empty')}</p>
          <ButtonLink href={PATHS.scan}>{t('log.start')}</ButtonLink>
        </>
      ) : (
        <ol className="gate-log">
          {log.map((entry) => (
            <LogLine key={entry.lookId} entry={entry} />
          ))}
        </ol>
      )}
    </GateShell>
  );
}

function LogLine({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation('verifier');
  const text = useText();
  const typeName = useTypeName();
  const { locale } = usePreferences();
  const { at, reason, colour, procedure, medium, online, double } = entry;
  const about = [
    typeName(procedure) ?? t('log.noType'),
    medium ? t(`result.${medium}`) : null,
    online ? null : t('log.offline'),
  ].filter((part) => part !== null);
  return (
    <li>
      <span className="nums">{clockTime(locale, new Date(at))}</span>
      <Pill tone={TONES[colour]}>{text(VERDICT_TEXTS[reason].title)}</Pill>
      <small>{about.join(' · ')}</small>
      {double ? (
        <Notice
          tone="bad"
          title={t('log.double', { reader: double.otherReader, time: dayAndTime(locale, double.otherAt) })}
        />
      ) : null}
    </li>
  );
}
