import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink, TextLink } from '../../shared/kit/button.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { ApplicationFacts } from './application-facts.tsx';
import { Reasons } from './reasons.tsx';
import { WithdrawLink } from './withdraw-link.tsx';

type Props = { readonly application: ApplicationView };

/** One step is missing: the face check. */
export function Proving({ application }: Props) {
  const { t } = useTranslation('citizen');
  return (
    <>
      <Reasons reasons={application.reasons} />
      <ApplicationFacts application={application} />
      <ButtonLink href={`/face/application/${application.id}`}>{t('application.goOn')}</ButtonLink>
      <p className="hint">{t('application.triesLeft', { count: application.triesLeft })}</p>
      <WithdrawLink id={application.id} />
    </>
  );
}

/** A person looks at it. */
export function InReview({ application }: Props) {
  const { t } = useTranslation('citizen');
  return (
    <>
      <Reasons reasons={application.reasons} tone="wait" />
      <ApplicationFacts application={application} />
      <Notice tone="info" title={t('application.reviewNext')}>
        <p>{t('application.reviewHurry')}</p>
      </Notice>
      <ButtonLink kind="second" href="/help">
        {t('application.toCounter')}
      </ButtonLink>
      <WithdrawLink id={application.id} />
    </>
  );
}

/** Done: the result page. */
export function Issued({ application }: Props) {
  const { t } = useTranslation('citizen');
  const text = useText();
  const procedure = credentialProcedureById(application.procedure);
  return (
    <>
      <div className="done">
        <span className="done-tick">
          <Icon name="tick" size="56px" />
        </span>
        <p>{procedure ? text(procedure.text.name) : null}</p>
        <p className="hint">{t('application.issuedHint')}</p>
      </div>
      <ButtonLink href={application.credentialId ? `/wallet/${application.credentialId}` : '/wallet'}>
        {t('application.show')}
      </ButtonLink>
      <ApplicationFacts application={application} />
    </>
  );
}

/** Refused, with every reason and its next step. */
export function Refused({ application }: Props) {
  const { t } = useTranslation('citizen');
  const codes = new Set(application.reasons.map((reason) => reason.code));
  return (
    <>
      <Reasons reasons={application.reasons} tone="bad" />
      {codes.has('still-valid') ? (
        <ButtonLink href="/wallet">{t('application.openWallet')}</ButtonLink>
      ) : null}
      {codes.has('name-number-mismatch') ? (
        <ButtonLink href={`/apply/${application.procedure}/name`}>{t('application.correct')}</ButtonLink>
      ) : null}
      <ButtonLink kind="second" href="/help">
        {t('application.toCounter')}
      </ButtonLink>
      <ApplicationFacts application={application} />
    </>
  );
}

/** Withdrawn, or never finished. */
export function Over({ application }: Props) {
  const { t } = useTranslation('citizen');
  return (
    <>
      <p>{t(application.state === 'lapsed' ? 'application.lapsed' : 'application.withdrawn')}</p>
      <ButtonLink href={`/services/${application.procedure}`}>{t('application.again')}</ButtonLink>
      <ApplicationFacts application={application} />
      <p className="hint">
        <TextLink href="/help">{t('help.title')}</TextLink>
      </p>
    </>
  );
}
