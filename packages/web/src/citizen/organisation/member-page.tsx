import {
  changeMemberRole,
  type MemberView,
  type OrganisationView,
  removeMember,
} from '@suizheng/domain/contract/organisations.ts';
import {
  ORGANISATION_ROLES,
  type OrganisationRole,
  ROLE_TEXTS,
} from '@suizheng/domain/policy/organisation.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { OrganisationFrame } from './organisation-frame.tsx';
import { ORGANISATIONS, useMembers } from './use-organisations.ts';

/** One member: the role, or the end of the membership. */
export function MemberPage() {
  const { t } = useTranslation('organisation');
  const { id = '' } = useParams({ strict: false });
  return (
    <OrganisationFrame title={() => t('member.title')} back={`/organisations/${id}/members`}>
      {(organisation) => <Found organisation={organisation} />}
    </OrganisationFrame>
  );
}

function Found({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisation');
  const { memberId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useMembers(organisation.id);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const member = data.find(({ id }) => id === memberId);
  return member ? (
    <Member key={member.role} organisationId={organisation.id} member={member} />
  ) : (
    <Notice tone="wait" title={t('member.gone')} />
  );
}

function Member({ organisationId, member }: { organisationId: string; member: MemberView }) {
  const { t } = useTranslation('organisation');
  const text = useText();
  const go = useGo();
  const queries = useQueryClient();
  const [role, setRole] = useState<OrganisationRole>(member.role);
  const [sure, setSure] = useState(false);
  const [unsure, setUnsure] = useState(false);
  const params = { id: organisationId, memberId: member.id };
  const back = async () => {
    await queries.invalidateQueries({ queryKey: ORGANISATIONS });
    go(`/organisations/${organisationId}/members`, { replace: true });
  };
  const change = useMutation({
    mutationFn: () => call(changeMemberRole, { params, body: { role } }),
    onSuccess: back,
  });
  const remove = useMutation({ mutationFn: () => call(removeMember, { params }), onSuccess: back });
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const end = (event: FormEvent) => {
    event.preventDefault();
    setUnsure(!sure);
    if (sure) remove.mutate();
  };
  return (
    <>
      <p>
        <b lang="zh-Hans">{member.name}</b>
      </p>
      <form className="stack" onSubmit={save} noValidate>
        <RadioChoice
          name="role"
          label={t('role')}
          options={ORGANISATION_ROLES.map((id) => ({
            id,
            text: text(ROLE_TEXTS[id].name),
            detail: text(ROLE_TEXTS[id].may),
          }))}
          value={role}
          onChange={setRole}
        />
        {change.error ? <Failure error={change.error} /> : null}
        <Button type="submit" isPending={change.isPending}>
          {t('member.save')}
        </Button>
      </form>
      {member.me ? null : (
        <Card title={t('member.remove')}>
          <form className="stack" onSubmit={end} noValidate>
            <Checkbox
              name="sure"
              isSelected={sure}
              onChange={setSure}
              error={unsure && !sure ? t('member.tick') : undefined}
            >
              {t('member.sure')}
            </Checkbox>
            {remove.error ? <Failure error={remove.error} /> : null}
            <Button type="submit" kind="danger" isPending={remove.isPending}>
              {t('member.remove')}
            </Button>
          </form>
        </Card>
      )}
    </>
  );
}
