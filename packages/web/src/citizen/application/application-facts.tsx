import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/** What the application is about. */
export function ApplicationFacts({ application }: { application: ApplicationView }) {
  const { t } = useTranslation('citizen');
  const { t: ladder } = useTranslation('ladder');
  const { locale } = usePreferences();
  const text = useText();
  const procedure = procedureById(application.procedure);
  const { subject, documents } = application;
  const numbers: readonly (readonly [string, string])[] =
    documents.length > 0
      ? documents.map(({ document, number }) => [text(IDENTITY_DOCUMENT_TEXTS[document].short), number])
      : [
          [
            procedure?.outcome === 'level' || procedure?.text.counters
              ? ladder('counter.number')
              : t('identity.number'),
            subject.number,
          ],
        ];
  return (
    <Card>
      <Facts
        rows={[
          [t('application.service'), procedure ? text(procedure.text.name) : application.procedure],
          [
            t('identity.name'),
            <span key="name" lang="zh-Hans">
              {subject.name}
            </span>,
          ],
          ...numbers.map(
            ([label, number]) =>
              [
                label,
                <span key="v" className="nums">
                  {number}
                </span>,
              ] as const,
          ),
          [
            t('application.applied'),
            <span key="at" className="nums">
              {dayAndTime(locale, application.createdAt)}
            </span>,
          ],
        ]}
      />
    </Card>
  );
}
