import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import type { KeptCredential } from './store.ts';
import type { Standing } from './use-credentials.ts';

type Why = Standing | 'key' | 'face';

/** Why no code is shown now, and the way on: the face again (B5), a new key, a new application, or the counter. */
export function NotNow({
  why,
  credential,
  stale,
  presentMinutes,
  hotline,
}: {
  why: Why;
  credential: KeptCredential;
  stale: boolean;
  presentMinutes: number;
  hotline: string;
}) {
  const { t } = useTranslation('citizen');
  const face = why === 'face' || why === 'key';
  return (
    <>
      <Notice tone={why === 'revoked' ? 'bad' : 'wait'} title={t(`notNow.${why}.title`)} live>
        <p>{t(`notNow.${why}.next`, { minutes: presentMinutes, hotline })}</p>
        {face && stale ? <p>{t('notNow.offline')}</p> : null}
      </Notice>
      {face ? <ButtonLink href={`/face/credential/${credential.id}`}>{t('notNow.faceGo')}</ButtonLink> : null}
      {why === 'expired' || why === 'revoked' ? (
        <ButtonLink href={`/services/${credential.procedure}`}>{t('application.again')}</ButtonLink>
      ) : null}
      {why === 'suspended' || why === 'revoked' ? (
        <ButtonLink kind="second" href="/help">
          {t('help.title')}
        </ButtonLink>
      ) : null}
    </>
  );
}
