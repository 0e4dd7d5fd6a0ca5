import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Icon, type IconName } from '../../shared/kit/icon.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { AnotherWay } from './another-way.tsx';
import { facePage, readConsent, useFaceTarget } from './kinds.ts';

/** What will happen, and why the camera is asked for, before it is asked for. */
export function FacePrepare() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const target = useFaceTarget();
  const go = useGo();
  const agreed = readConsent(target) !== undefined;
  useEffect(() => {
    if (!agreed) go(facePage(target), { replace: true });
    // The camera's code is fetched while the person reads.
    else void import('../capture/capture-page.tsx');
  }, [agreed, target, go]);
  const steps: [IconName, string][] = [
    ['sun', t('prepare.light')],
    ['person', t('prepare.face')],
    ['list', t('prepare.follow')],
  ];
  return (
    <PageShell title={t('prepare.title')} back={{ href: facePage(target), label: shared('nav.back') }}>
      <Card>
        <ol className="ticks">
          {steps.map(([icon, words]) => (
            <li key={icon}>
              <Icon name={icon} />
              <span>{words}</span>
            </li>
          ))}
        </ol>
      </Card>
      <p>{t('prepare.permission')}</p>
      <ButtonLink href={facePage(target, 'capture')}>{t('prepare.open')}</ButtonLink>
      <AnotherWay />
    </PageShell>
  );
}
