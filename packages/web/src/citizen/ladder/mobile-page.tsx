import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { NumberNotice } from '../account/number-notice.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { waysPage } from './rung-pages.ts';
import { useConfirmMobile } from './use-rungs.ts';

/** The rung without a face: is the mobile in use the one on file? One button, and what is asked and shown (A2). */
export function MobilePage() {
  const { t } = useTranslation('ladder');
  const { t: shared } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <PageShell
      title={t('mobile.title')}
      back={{ href: waysPage(id), label: shared('nav.back') }}
      lead={t('mobile.lead')}
    >
      <SignedIn>{(account) => <Compare id={id} account={account} />}</SignedIn>
    </PageShell>
  );
}

function Compare({ id, account }: { id: string; account: AccountView }) {
  const { t } = useTranslation('ladder');
  const act = useConfirmMobile(id);
  return (
    <>
      <Card>
        <Facts
          rows={[
            [
              t('mobile.inUse'),
              <span key="mobile" className="nums">
                {account.mobile ?? '–'}
              </span>,
            ],
          ]}
        />
      </Card>
      <Card title={t('mobile.how')}>
        <ul className="bullets">
          <li>{t('mobile.howAsk')}</li>
          <li>{t('mobile.howHidden')}</li>
          <li>{t('mobile.howGives')}</li>
        </ul>
      </Card>
      {act.error ? <Failure error={act.error} /> : null}
      <SlowNote isPending={act.isPending} />
      <NumberNotice account={account} />
      {account.mobile === null ? null : (
        <Button isPending={act.isPending} onPress={() => act.mutate()}>
          {t('mobile.go')}
        </Button>
      )}
      <ButtonLink kind="second" href={waysPage(id)}>
        {t('ways.link')}
      </ButtonLink>
      <p className="hint">{t('mobile.differs')}</p>
    </>
  );
}
