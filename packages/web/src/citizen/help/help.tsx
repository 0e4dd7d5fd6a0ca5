import { CREDENTIAL_PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card } from '../../shared/kit/card.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { PaperGuide } from '../application/paper-guide.tsx';

const QUESTIONS = ['noCard', 'noPhone', 'failed', 'screenshot', 'privacy', 'lostPhone'] as const;

/** People first: the hotline, the counter and what to bring; then the questions that come up. */
export function Help() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const text = useText();
  return (
    <PageShell title={t('help.title')} back={{ href: '/', label: shared('nav.home') }} lead={t('help.lead')}>
      {CREDENTIAL_PROCEDURES.filter((procedure) => procedure.credential.paperProofs).map((procedure) => (
        <section key={procedure.id} className="stack" aria-label={text(procedure.text.name)}>
          <h2>{text(procedure.text.name)}</h2>
          <PaperGuide procedure={procedure} />
        </section>
      ))}
      <Card title={t('help.questions')}>
        {QUESTIONS.map((question) => (
          <details key={question} className="question">
            <summary>{t(`help.${question}.q`)}</summary>
            <p>{t(`help.${question}.a`)}</p>
          </details>
        ))}
      </Card>
    </PageShell>
  );
}
