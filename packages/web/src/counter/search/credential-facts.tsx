import type { CounterCredentialView } from '@suizheng/domain/contract/counter.ts';
import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Facts } from '../../shared/kit/card.tsx';
import { Pill, type Tone } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';

const TONES: Record<CounterCredentialView['status'], Tone> = {
  valid: 'good',
  suspended: 'wait',
  revoked: 'bad',
  expired: 'info',
};

/** A credential as the counter knows it; name and number come masked. */
export function CredentialFacts({ credential }: { credential: CounterCredentialView }) {
  const { t } = useTranslation('counter');
  const text = useText();
  const { locale } = usePreferences();
  const { procedure, identifier, subject, documents, medium, issuedAt, expiresAt, status } = credential;
  const known = credentialProcedureById(procedure);
  return (
    <Facts
      rows={[
        [
          t('credential.status'),
          <Pill key="status" tone={TONES[status]}>
            {t(`credential.states.${status}`)}
          </Pill>,
        ],
        [t('credential.type'), known ? text(known.text.name) : procedure],
        [
          t('credential.holder'),
          <span key="holder" lang="zh-Hans">
            {subject.name}
          </span>,
        ],
        ...(documents.length > 0
          ? documents.map(
              ({ document, number }) => [text(IDENTITY_DOCUMENT_TEXTS[document].short), number] as const,
            )
          : [[t('credential.number'), subject.number] as const]),
        [t('credential.medium'), t(`credential.media.${medium}`)],
        [t('credential.issuedAt'), dayAndTime(locale, issuedAt)],
        [t('credential.expiresAt'), dayAndTime(locale, expiresAt)],
        [
          t('credential.identifier'),
          <span key="identifier" className="counter-identifier">
            {identifier}
          </span>,
        ],
      ]}
    />
  );
}
