import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { useAnotherWay } from './consent.tsx';

/** The way without a face, offered at every stage of the check. */
export function AnotherWay() {
  const { t } = useTranslation('citizen');
  const act = useAnotherWay();
  return (
    <>
      {act.error ? <Failure error={act.error} /> : null}
      <Button kind="quiet" isPending={act.isPending} onPress={() => act.mutate()}>
        {t('consent.another')}
      </Button>
    </>
  );
}
