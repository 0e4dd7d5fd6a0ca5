import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { waysPage } from './rung-pages.ts';
import { useVouching } from './use-rungs.ts';

/** Before one leaves for the third party: what it learns, what it gives, what is done with it (A3). */
export function VouchingPage() {
  const { t } = useTranslation('ladder');
  const { t: shared } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <PageShell
      title={t('vouching.title')}
      back={{ href: waysPage(id), label: shared('nav.back') }}
      lead={t('vouching.lead')}
    >
      {(['learns', 'gives', 'use'] as const).map((part) => (
        <Card key={part} title={t(`vouching.${part}`)}>
          <p>{t(`vouching.${part}Detail`)}</p>
        </Card>
      ))}
      <SignedIn>{() => <Leave id={id} />}</SignedIn>
    </PageShell>
  );
}

function Leave({ id }: { id: string }) {
  const { t } = useTranslation('ladder');
  const act = useVouching(id);
  // Once the address is known the browser leaves: until it has, the button must not be pressed again.
  const leaving = act.isPending || act.isSuccess;
  return (
    <>
      <p>{t('vouching.leaving')}</p>
      {act.error ? <Failure error={act.error} /> : null}
      <SlowNote isPending={leaving} />
      <Button isPending={leaving} onPress={() => act.mutate()}>
        {t('vouching.go')}
      </Button>
      <ButtonLink kind="second" href={waysPage(id)}>
        {t('ways.link')}
      </ButtonLink>
    </>
  );
}
