import { cancelInvitation, type OrganisationView } from '@suizheng/domain/contract/organisations.ts';
import { ROLE_TEXTS } from '@suizheng/domain/policy/organisation.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts, Tile } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { OrganisationFrame } from './organisation-frame.tsx';
import { isOpen, ORGANISATIONS, useMembers, useSentInvitations } from './use-organisations.ts';

/** Who acts for the organisation; administrators also see who is invited. */
export function MembersPage() {
  const { t } = useTranslation('organisation');
  return (
    <OrganisationFrame title={() => t('members.title')}>
      {(organisation) => <Members organisation={organisation} />}
    </OrganisationFrame>
  );
}

function Members({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisation');
  const text = useText();
  const { locale } = usePreferences();
  const { id } = organisation;
  const { data, error, refetch } = useMembers(id);
  const mayInvite = isOpen(organisation, 'organisation-invite');
  const { data: invited = [] } = useSentInvitations(id, mayInvite);
  const mayChange = isOpen(organisation, 'organisation-roles');
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  return (
    <>
      {data.map(({ id: memberId, name, role, joinedAt, me }) => {
        const title = (
          <>
            <span lang="zh-Hans">{name}</span> {me ? `(${t('members.me')})` : ''}
          </>
        );
        const detail = `${text(ROLE_TEXTS[role].name)} · ${t('members.since', { time: dayAndTime(locale, joinedAt) })}`;
        return mayChange ? (
          <Tile
            key={memberId}
            href={`/organisations/${id}/members/${memberId}`}
            icon="person"
            title={title}
            detail={detail}
          />
        ) : (
          <Card key={memberId}>
            <p>
              <b>{title}</b>
            </p>
            <p className="hint">{detail}</p>
          </Card>
        );
      })}
      {invited.length > 0 ? <h2>{t('members.invited')}</h2> : null}
      {invited.map((invitation) => (
        <Card key={invitation.id}>
          <Facts
            rows={[
              [
                t('mobile'),
                <span key="mobile" className="nums">
                  {invitation.mobile}
                </span>,
              ],
              [t('role'), text(ROLE_TEXTS[invitation.role].name)],
              [t('members.expires'), dayAndTime(locale, invitation.expiresAt)],
            ]}
          />
          <p>
            <Pill tone="wait">{t('members.waiting')}</Pill>
          </p>
          <Cancel organisationId={id} invitationId={invitation.id} />
        </Card>
      ))}
      {mayInvite ? <ButtonLink href={`/organisations/${id}/invite`}>{t('invite.title')}</ButtonLink> : null}
    </>
  );
}

function Cancel({ organisationId, invitationId }: { organisationId: string; invitationId: string }) {
  const { t } = useTranslation('organisation');
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => call(cancelInvitation, { params: { id: organisationId, invitationId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ORGANISATIONS }),
  });
  return (
    <>
      {cancel.error ? <Failure error={cancel.error} /> : null}
      <Button kind="second" onPress={() => cancel.mutate()} isPending={cancel.isPending}>
        {t('members.cancel')}
      </Button>
    </>
  );
}
