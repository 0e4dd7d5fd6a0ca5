import type { CaseView } from '@suizheng/domain/contract/review.ts';
import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Notice } from '../../shared/kit/notice.tsx';

/** A name is Chinese whatever the page speaks. */
const langOf = (field: string): string | undefined => (field === 'name' ? 'zh-Hans' : undefined);

/** What was typed, beside what a machine read, and what the machine left open; no figure that would anchor. */
export function CaseFacts({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const text = useText();
  const known = IDENTITY_DOCUMENT_TEXTS[view.document as keyof typeof IDENTITY_DOCUMENT_TEXTS];
  return (
    <>
      {view.handedOn ? (
        <Notice tone="wait" title={t('case.handedOn')}>
          <p lang="zh-Hans">{view.handedOn}</p>
        </Notice>
      ) : null}
      {view.opinions.length > 0 ? (
        <Notice tone="wait" title={t('case.opinions')}>
          <ol className="bullets">
            {view.opinions.map(({ outcome, reasons }) => (
              <li key={outcome + reasons.map(({ code }) => code).join()}>
                {t(`case.opinion.${outcome}`)} {reasons.map(({ reason }) => reason).join(' ')}
              </li>
            ))}
          </ol>
        </Notice>
      ) : null}
      <Card title={t('case.typed')}>
        <Facts
          rows={[
            ...(known ? [[t('case.fields.document'), text(known.name)] as const] : []),
            ...view.subject.map(
              ({ field, typed, read }) =>
                [
                  t(`case.fields.${field}`),
                  <span key={field} className={field === 'number' ? 'nums' : undefined}>
                    {typed === 'long-term' ? t('case.longTerm') : <span lang={langOf(field)}>{typed}</span>}
                    {read ? (
                      <small className={read === typed ? 'read same' : 'read differs'}>
                        {t('case.read')}
                        <span lang={langOf(field)}>{read}</span> ·{' '}
                        {t(read === typed ? 'case.same' : 'case.differs')}
                      </small>
                    ) : null}
                  </span>,
                ] as const,
            ),
            ...(view.linked
              ? [
                  [
                    text(IDENTITY_DOCUMENT_TEXTS[view.linked.document].short),
                    <span key="linked" className="nums">
                      {view.linked.number}
                      <small className="read">{t('case.linked')}</small>
                    </span>,
                  ] as const,
                ]
              : []),
          ]}
        />
      </Card>
      {view.findings.length > 0 ? (
        <Card title={t('case.machine')}>
          <ul className="bullets">
            {view.findings.map(({ code, reason }) => (
              <li key={code}>{reason}</li>
            ))}
          </ul>
        </Card>
      ) : null}
      {view.measured.length > 0 ? (
        <Card title={t('case.measured')}>
          <ul className="bullets">
            {view.measured.map((one) => (
              <li key={one.en}>{text(one)}</li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  );
}
