import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink, TextLink } from '../../shared/kit/button.tsx';
import { questionOf } from '../apply/questions.ts';
import { servicePage } from '../service/service-page.ts';
import { ApplicationFacts } from './application-facts.tsx';
import { CounterGuide } from './counter-guide.tsx';
import { Reasons } from './reasons.tsx';

type Props = { readonly application: ApplicationView };

/** Refused, with every reason and its next step, and what can be done instead: nobody is ever stuck. */
export function Refused({ application }: Props) {
  const { t } = useTranslation('citizen');
  const { t: ladder } = useTranslation('ladder');
  const codes = new Set(application.reasons.map((reason) => reason.code));
  const mismatch = codes.has('name-number-mismatch');
  const gives = procedureById(application.procedure)?.outcome;
  return (
    <>
      <Reasons reasons={application.reasons} tone="bad" />
      {codes.has('still-valid') ? (
        <ButtonLink href="/wallet">{t('application.openWallet')}</ButtonLink>
      ) : null}
      {mismatch ? (
        <ButtonLink
          href={`/apply/${application.procedure}/${questionOf(application.procedure, 'number') ?? 'check'}`}
        >
          {t('application.correct')}
        </ButtonLink>
      ) : null}
      {gives === 'level' && !mismatch ? (
        <ButtonLink kind="second" href={servicePage(application.procedure)}>
          {ladder('refused.again')}
        </ButtonLink>
      ) : null}
      <ApplicationFacts application={application} />
      <h2>{ladder('refused.otherwise')}</h2>
      <CounterGuide procedureId={application.procedure} />
    </>
  );
}

/** Withdrawn, or never finished. */
export function Over({ application }: Props) {
  const { t } = useTranslation('citizen');
  return (
    <>
      <p>{t(application.state === 'lapsed' ? 'application.lapsed' : 'application.withdrawn')}</p>
      <ButtonLink href={servicePage(application.procedure)}>{t('application.again')}</ButtonLink>
      <ApplicationFacts application={application} />
      <p className="hint">
        <TextLink href="/help">{t('help.title')}</TextLink>
      </p>
    </>
  );
}
