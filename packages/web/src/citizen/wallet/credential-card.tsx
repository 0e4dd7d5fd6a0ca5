import { parseCredential } from '@suizheng/domain/credential/credential.ts';
import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import type { Procedure } from '@suizheng/domain/procedures/procedure.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fromBase64url } from '../../shared/base64url.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Pill } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { Seal } from '../../shared/seal/seal.tsx';
import { STANDING_TONES } from './credential-tile.tsx';
import type { KeptCredential } from './store.ts';
import type { Standing } from './use-credentials.ts';

/** The credential's face: what it is, how it stands, whose it is (masked), until when; the code goes inside. */
export function CredentialCard({
  credential,
  procedure,
  standing,
  children,
}: {
  credential: KeptCredential;
  procedure: Procedure;
  standing: Standing;
  children?: ReactNode;
}) {
  const { t } = useTranslation('citizen');
  const { locale } = usePreferences();
  const text = useText();
  // A wallet kept by an earlier version of this page has none.
  const linked = credential.documents ?? [];
  return (
    <article className={`cred on-dark ${standing}`}>
      <Seal credentialId={credentialIdOf(credential.token)} />
      <h1 tabIndex={-1}>{text(procedure.text.name)}</h1>
      <p className="cred-row">
        <span>{text(procedure.text.scope)}</span>
        <Pill tone={STANDING_TONES[standing]}>{t(`standing.${standing}`)}</Pill>
      </p>
      <dl>
        <div>
          <dt>{t('identity.name')}</dt>
          <dd lang="zh-Hans">{credential.subject.name}</dd>
        </div>
        {linked.length > 1 ? (
          linked.map(({ document, number }) => (
            <div key={document}>
              <dt>{text(IDENTITY_DOCUMENT_TEXTS[document].short)}</dt>
              <dd className="nums">{number}</dd>
            </div>
          ))
        ) : (
          <div>
            <dt>{t('present.number')}</dt>
            <dd className="nums">{credential.subject.number}</dd>
          </div>
        )}
        <div>
          <dt>{t('present.until')}</dt>
          <dd className="nums">{dayAndTime(locale, credential.expiresAt)}</dd>
        </div>
      </dl>
      {children}
    </article>
  );
}

function credentialIdOf(token: string | null): Uint8Array | null {
  if (token === null) return null;
  try {
    return parseCredential(fromBase64url(token)).claims.credentialId;
  } catch {
    return null;
  }
}
