import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../shared/api/server-clock.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Tile } from '../../shared/kit/card.tsx';
import { Pill, type Tone } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import type { KeptCredential } from './store.ts';
import { type Standing, standingOf } from './use-credentials.ts';

/** The sign that goes with each standing; the word always stands beside it. */
export const STANDING_TONES: Record<Standing, Tone> = {
  valid: 'good',
  suspended: 'wait',
  revoked: 'bad',
  expired: 'wait',
  unknown: 'wait',
};

/** A credential in the list. */
export function CredentialTile({ credential }: { credential: KeptCredential }) {
  const { t } = useTranslation('citizen');
  const { locale } = usePreferences();
  const text = useText();
  const procedure = credentialProcedureById(credential.procedure);
  const standing = standingOf(credential, serverNow(), procedure?.credential.presentForMs ?? 0);
  return (
    <Tile
      href={`/wallet/${credential.id}`}
      icon="wallet"
      title={procedure ? text(procedure.text.name) : credential.procedure}
      detail={
        <span className="nums">
          <span lang="zh-Hans">{credential.subject.name}</span> ·{' '}
          <span className="moment">
            {t('wallet.until', { time: dayAndTime(locale, credential.expiresAt) })}
          </span>
        </span>
      }
      badge={<Pill tone={STANDING_TONES[standing]}>{t(`standing.${standing}`)}</Pill>}
    />
  );
}
