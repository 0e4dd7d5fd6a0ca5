import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { LEVELS, type Level, reaches } from '@suizheng/domain/policy/level.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { firstPage } from '../apply/questions.ts';
import { FunctionList } from './function-list.tsx';
import { useLevelApplication } from './use-level-application.ts';
import './ladder.css';

/** The level one holds, how the next one is reached, and what each opens (A4, A8). */
export function LevelPage() {
  const { t } = useTranslation('ladder');
  const { t: shared } = useTranslation();
  return (
    <PageShell
      title={t('level.title')}
      back={{ href: '/', label: shared('nav.home') }}
      lead={t('level.lead')}
    >
      <SignedIn>{(account) => <Held account={account} />}</SignedIn>
    </PageShell>
  );
}

function Held({ account: { level } }: { account: AccountView }) {
  const { t } = useTranslation('ladder');
  return (
    <>
      <Card>
        <ol className="steps">
          {LEVELS.map((step, order) => (
            <li key={step} className={reaches(level, step) ? 'held' : undefined}>
              <span className="step-sign" aria-hidden="true">
                {reaches(level, step) ? <Icon name="tick" /> : order + 1}
              </span>
              <div className="stack-tight">
                <h2>{t(`levels.${step}`)}</h2>
                {step === level ? (
                  <p>
                    <Pill tone="good">{t('level.now')}</Pill>
                  </p>
                ) : null}
                <p className="hint">{t(`level.${step}`)}</p>
              </div>
            </li>
          ))}
        </ol>
      </Card>
      <NextLevel level={level} />
      <FunctionList held={level} />
    </>
  );
}

/** The one step up that is possible from here. */
function NextLevel({ level }: { level: Level }) {
  const { t } = useTranslation('ladder');
  const ongoing = useLevelApplication();
  if (level === 'real-person') return <p className="hint">{t('level.highest')}</p>;
  if (ongoing) return <ButtonLink href={`/applications/${ongoing.id}`}>{t('level.goOn')}</ButtonLink>;
  const registered = level === 'registered';
  return (
    <>
      <ButtonLink href={registered ? '/register' : firstPage('step-up')}>
        {t(registered ? 'level.toRealName' : 'level.toRealPerson')}
      </ButtonLink>
      <p className="hint">{t(registered ? 'level.registerHint' : 'level.stepUpHint')}</p>
    </>
  );
}
