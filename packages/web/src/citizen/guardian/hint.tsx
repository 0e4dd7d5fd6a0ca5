import { readGuardianRequest } from '@suizheng/domain/contract/guardians.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { forgetGuardian } from '../face/kinds.ts';

/** Before a child's face check: the way to the guardian's own phone, or that the guardian has agreed; nothing for others. */
export function GuardianHint({ id }: { id: string }) {
  const { t } = useTranslation('guardian');
  const { data } = useQuery({
    queryKey: ['guardian-request', id],
    queryFn: ({ signal }) => call(readGuardianRequest, { params: { id } }, { signal }),
    staleTime: 0,
    retry: false,
  });
  const agreed = data !== undefined && !data.needed && data.request?.state === 'consented';
  useEffect(() => {
    if (agreed) forgetGuardian({ kind: 'application', id });
  }, [agreed, id]);
  if (agreed) return <Notice tone="good" title={t('ask.consented')} live />;
  if (!data?.needed) return null;
  return (
    <Notice tone="wait" title={t('ask.title')}>
      <p>{t('ask.lead')}</p>
      <ButtonLink kind="second" href={`/applications/${id}/guardian`}>
        {t('ask.open')}
      </ButtonLink>
    </Notice>
  );
}
