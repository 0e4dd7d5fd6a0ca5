import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { AnotherWay } from '../face/another-way.tsx';
import { facePage, useFaceTarget } from '../face/kinds.ts';
import { browserKind, type CameraTrouble } from './camera.ts';

const DENIED = {
  'in-app': 'deniedInApp',
  safari: 'deniedSafari',
  chrome: 'deniedChrome',
  other: 'deniedOther',
} as const;

/** No picture: why, what to do in this very browser, and the way that needs no camera. */
export function CameraHelp({ why, onRetry }: { why: CameraTrouble; onRetry: () => void }) {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const target = useFaceTarget();
  const next = why === 'denied' ? DENIED[browserKind(navigator.userAgent)] : (`${why}Next` as const);
  return (
    <PageShell
      title={t('capture.camera.title')}
      back={{ href: facePage(target, 'prepare'), label: shared('nav.back') }}
    >
      <Notice tone="bad" title={t(`capture.camera.${why}`)} live>
        <p>{t(`capture.camera.${next}`)}</p>
      </Notice>
      <Button onPress={onRetry}>{t('capture.camera.retry')}</Button>
      <AnotherWay />
    </PageShell>
  );
}
