import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Reasons } from '../application/reasons.tsx';
import { AnotherWay } from './another-way.tsx';
import { facePage, targetPage, useFaceTarget } from './kinds.ts';
import { useLastCheck } from './use-last-check.ts';

/** After a try that did not pass: why, what helps, how many tries are left, and the other way. */
export function FaceAgain() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const target = useFaceTarget();
  const check = useLastCheck(target);
  const left = check?.triesLeft;
  return (
    <PageShell
      title={t('again.title')}
      back={{ href: targetPage(target), label: shared('nav.back') }}
      lead={left === undefined ? t('again.kept') : t('again.left', { count: left })}
    >
      <Reasons reasons={check?.reasons ?? []} tone="wait" />
      <Card title={t('again.tips')}>
        <ul className="bullets">
          <li>{t('again.tipLight')}</li>
          <li>{t('again.tipBare')}</li>
          <li>{t('again.tipSlow')}</li>
          <li>{t('again.tipAlone')}</li>
        </ul>
      </Card>
      {left === 0 ? (
        <ButtonLink href={target.kind === 'application' ? targetPage(target) : '/help'}>
          {t('again.counter')}
        </ButtonLink>
      ) : (
        <>
          <ButtonLink href={facePage(target, 'capture')}>{t('again.retry')}</ButtonLink>
          <AnotherWay />
        </>
      )}
    </PageShell>
  );
}
