import {
  IDENTITY_DOCUMENT_TEXTS,
  IDENTITY_DOCUMENTS,
} from '@suizheng/domain/identifiers/identity-document.ts';
import { registration } from '@suizheng/domain/procedures/registration/procedure.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { NumberNotice } from '../account/number-notice.tsx';
import { useAccount } from '../account/use-account.ts';
import { LevelGuide } from '../application/counter-guide.tsx';
import { firstPage } from '../apply/questions.ts';
import { useLevelApplication } from '../ladder/use-level-application.ts';
import '../ladder/ladder.css';

/** Registering, before anything is asked: how it goes, with which documents, and the way without a phone (A1, A6, A9). */
export function RegisterIntro() {
  const { t } = useTranslation('ladder');
  const { t: citizen } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const text = useText();
  const { data: account } = useAccount();
  const ongoing = useLevelApplication();
  const { text: words } = registration;
  const held = account && account.level !== 'registered';
  return (
    <PageShell
      title={t('intro.title')}
      back={{ href: '/', label: shared('nav.home') }}
      lead={t('intro.lead')}
    >
      {account?.claimed ? <NumberNotice account={account} here /> : null}
      {held ? (
        <>
          <Notice tone="good" title={t('intro.done')}>
            <p>{t('intro.doneNext', { level: t(`levels.${account.level}`) })}</p>
          </Notice>
          <ButtonLink href="/level">{t('issued.opens')}</ButtonLink>
        </>
      ) : (
        <>
          <Card title={t('intro.how')}>
            <ol className="steps">
              {(['how1', 'how2', 'how3'] as const).map((step, order) => (
                <li key={step}>
                  <span className="step-sign" aria-hidden="true">
                    {order + 1}
                  </span>
                  <span>{t(`intro.${step}`)}</span>
                </li>
              ))}
            </ol>
          </Card>
          <Card title={t('intro.documents')}>
            <ul className="ticks">
              {IDENTITY_DOCUMENTS.map((kind) => (
                <li key={kind}>
                  <Icon name="tick" />
                  <span>{text(IDENTITY_DOCUMENT_TEXTS[kind].name)}</span>
                </li>
              ))}
            </ul>
          </Card>
          <Card>
            <Facts
              rows={[
                [citizen('service.takes'), text(words.takes)],
                [citizen('service.quota'), text(words.quota)],
                [citizen('service.price'), citizen('service.free')],
              ]}
            />
          </Card>
          <ButtonLink href={ongoing ? `/applications/${ongoing.id}` : firstPage(registration.id)}>
            {t(ongoing ? 'level.goOn' : 'intro.start')}
          </ButtonLink>
          <p className="hint">{t('intro.signInFirst')}</p>
          <details className="question">
            <summary>{t('intro.noPhone')}</summary>
            <div className="stack">
              <LevelGuide hotline={words.hotline} />
            </div>
          </details>
        </>
      )}
    </PageShell>
  );
}
