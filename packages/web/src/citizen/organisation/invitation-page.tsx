import {
  acceptInvitation,
  declineInvitation,
  type InvitationView,
} from '@suizheng/domain/contract/organisations.ts';
import { ROLE_TEXTS } from '@suizheng/domain/policy/organisation.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { checkFields, faultOf } from '../apply/check-fields.ts';
import { problemFaults } from './invite-page.tsx';
import { ORGANISATIONS, useOrganisations } from './use-organisations.ts';

/** An invitation: who invites, as what; accepting takes the code of the message, declining takes nothing. */
export function InvitationPage() {
  const { t } = useTranslation('organisation');
  const { t: shared } = useTranslation();
  return (
    <PageShell title={t('invitation.title')} back={{ href: '/organisations', label: shared('nav.back') }}>
      <SignedIn>{() => <Found />}</SignedIn>
    </PageShell>
  );
}

function Found() {
  const { t } = useTranslation('organisation');
  const { id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useOrganisations();
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const invitation = data.invitations.find((one) => one.id === id);
  if (invitation) return <Invitation invitation={invitation} />;
  return (
    <Notice tone="wait" title={t('invitation.over')}>
      <p>{t('invitation.overNext')}</p>
      <ButtonLink href="/organisations">{t('list.title')}</ButtonLink>
    </Notice>
  );
}

function Invitation({ invitation }: { invitation: InvitationView }) {
  const { t } = useTranslation('organisation');
  const text = useText();
  const go = useGo();
  const queries = useQueryClient();
  const { locale } = usePreferences();
  const [code, setCode] = useState('');
  const [found, setFound] = useState<readonly Fault[]>([]);
  const params = { id: invitation.id };
  const accept = useMutation({
    mutationFn: () => call(acceptInvitation, { params, body: { code } }),
    onSuccess: async (organisation) => {
      go(`/organisations/${organisation.id}`, { replace: true });
      await queries.invalidateQueries({ queryKey: ORGANISATIONS });
    },
  });
  const decline = useMutation({
    mutationFn: () => call(declineInvitation, { params }),
    onSuccess: async () => {
      go('/organisations', { replace: true });
      await queries.invalidateQueries({ queryKey: ORGANISATIONS });
    },
  });
  const faults = useMemo(
    () => (found.length > 0 ? found : problemFaults(accept.error)),
    [found, accept.error],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = checkFields(acceptInvitation.body!, { code }, ['code'], text);
    setFound(wrong);
    if (wrong.length === 0) accept.mutate();
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      <Card>
        <Facts
          rows={[
            [
              t('invitation.organisation'),
              <span key="name" lang="zh-Hans">
                {invitation.organisation}
              </span>,
            ],
            [t('role'), text(ROLE_TEXTS[invitation.role].name)],
            [t('mayDo'), text(ROLE_TEXTS[invitation.role].may)],
            [t('members.expires'), dayAndTime(locale, invitation.expiresAt)],
          ]}
        />
      </Card>
      {invitation.needs ? (
        <Notice tone="wait" title={t('closed.level', { level: t(`levels.${invitation.needs}`) })}>
          <p>{t('invitation.waits')}</p>
          <ButtonLink href="/services/registration">{t('closed.raise')}</ButtonLink>
        </Notice>
      ) : (
        <form className="stack" onSubmit={submit} noValidate>
          <TextField
            name="code"
            label={t('invitation.code')}
            hint={t('invitation.codeHint')}
            value={code}
            onChange={setCode}
            error={faultOf(faults, 'code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            spaced
          />
          {accept.error && faults.length === 0 ? <Failure error={accept.error} /> : null}
          <Button type="submit" isPending={accept.isPending}>
            {t('invitation.accept')}
          </Button>
        </form>
      )}
      {decline.error ? <Failure error={decline.error} /> : null}
      <Button kind="second" onPress={() => decline.mutate()} isPending={decline.isPending}>
        {t('invitation.decline')}
      </Button>
    </>
  );
}
