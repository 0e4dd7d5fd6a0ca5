import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinNames } from '../../shared/i18n/join.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { ACCOUNT, useAccount } from '../account/use-account.ts';
import { ApplicationFacts } from './application-facts.tsx';

type Props = { readonly application: ApplicationView };

/** Done: the credential is ready to be shown. */
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
        {procedure ? (
          <p className="hint">
            {t('application.issuedHint', {
              uses: joinNames(procedure.credential.purposes.map((purpose) => text(purpose.text))),
            })}
          </p>
        ) : null}
      </div>
      <ButtonLink href={application.credentialId ? `/wallet/${application.credentialId}` : '/wallet'}>
        {t('application.show')}
      </ButtonLink>
      <ApplicationFacts application={application} />
    </>
  );
}

/** Done: the account's level was raised; which one it is now, and what it opens. */
export function Raised({ application }: Props) {
  const { t } = useTranslation('ladder');
  const { data: account } = useAccount();
  const queries = useQueryClient();
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ACCOUNT });
  }, [queries]);
  return (
    <>
      <div className="done">
        <span className="done-tick">
          <Icon name="tick" size="56px" />
        </span>
        {account ? (
          <p>
            {t('issued.now')}
            <br />
            <b>{t(`levels.${account.level}`)}</b>
          </p>
        ) : null}
        {account?.level === 'real-name' ? <p className="hint">{t('issued.wantMore')}</p> : null}
      </div>
      <ButtonLink href="/level">{t('issued.opens')}</ButtonLink>
      <ApplicationFacts application={application} />
    </>
  );
}
