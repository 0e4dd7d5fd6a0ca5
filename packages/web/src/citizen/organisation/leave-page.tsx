import { leaveOrganisation, type OrganisationView } from '@suizheng/domain/contract/organisations.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { useActingFor } from './acting-for.ts';
import { OrganisationFrame } from './organisation-frame.tsx';
import { ORGANISATIONS } from './use-organisations.ts';

/** Leaves an organisation, once more asked; the last administrator reads why not and what to do. */
export function LeavePage() {
  const { t } = useTranslation('organisation');
  return (
    <OrganisationFrame title={() => t('leave.title')}>
      {(organisation) => <Leave organisation={organisation} />}
    </OrganisationFrame>
  );
}

function Leave({ organisation: { id, name } }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisation');
  const go = useGo();
  const queries = useQueryClient();
  const [, act] = useActingFor();
  const leave = useMutation({
    mutationFn: () => call(leaveOrganisation, { params: { id } }),
    onSuccess: () => {
      act(null);
      queries.removeQueries({ queryKey: ORGANISATIONS });
      go('/organisations', { replace: true });
    },
  });
  return (
    <>
      <p>
        <b lang="zh-Hans">{name}</b>
      </p>
      <p>{t('leave.why')}</p>
      {leave.error ? <Failure error={leave.error} /> : null}
      <Button kind="danger" onPress={() => leave.mutate()} isPending={leave.isPending}>
        {t('leave.go')}
      </Button>
      <ButtonLink kind="second" href={`/organisations/${id}`}>
        {t('leave.stay')}
      </ButtonLink>
    </>
  );
}
