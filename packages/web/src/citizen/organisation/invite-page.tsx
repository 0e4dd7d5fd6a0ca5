import { inviteMember, type OrganisationView } from '@suizheng/domain/contract/organisations.ts';
import {
  ORGANISATION_ROLES,
  type OrganisationRole,
  ROLE_TEXTS,
} from '@suizheng/domain/policy/organisation.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinSentences } from '../../shared/i18n/join.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { readSession, writeSession } from '../../shared/session-value.ts';
import { checkFields, faultOf } from '../apply/check-fields.ts';
import { OrganisationFrame } from './organisation-frame.tsx';
import { ORGANISATIONS } from './use-organisations.ts';

/** Invites the holder of a mobile; the code goes there by message. */
export function InvitePage() {
  const { t } = useTranslation('organisation');
  return (
    <OrganisationFrame title={() => t('invite.title')}>
      {(organisation) => <Invite organisation={organisation} />}
    </OrganisationFrame>
  );
}

type Draft = { readonly mobile: string; readonly role: OrganisationRole };
const KEY = 'invite';

function Invite({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisation');
  const text = useText();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(
    () => readSession<Draft>(KEY) ?? { mobile: '', role: 'operator' },
  );
  const [found, setFound] = useState<readonly Fault[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another invitation is another act
  const key = useMemo(() => crypto.randomUUID(), [draft]);
  const invite = useMutation({
    mutationFn: () =>
      call(inviteMember, { params: { id: organisation.id }, body: draft }, { idempotencyKey: key }),
    onSuccess: async () => {
      writeSession(KEY, undefined);
      await queries.invalidateQueries({ queryKey: ORGANISATIONS });
    },
  });
  const faults = useMemo(
    () => (found.length > 0 ? found : problemFaults(invite.error)),
    [found, invite.error],
  );
  const change = (changed: Partial<Draft>) => {
    const next = { ...draft, ...changed };
    writeSession(KEY, next);
    setDraft(next);
    invite.reset();
  };
  if (invite.data) {
    return (
      <>
        <Notice tone="good" title={t('invite.done', { mobile: invite.data.mobile })} live>
          <p>{t('invite.doneNext')}</p>
        </Notice>
        <ButtonLink href={`/organisations/${organisation.id}/members`}>{t('members.title')}</ButtonLink>
      </>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = checkFields(inviteMember.body!, draft, ['mobile', 'role'], text);
    setFound(wrong);
    if (wrong.length === 0) invite.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults} />
      <TextField
        name="mobile"
        label={t('mobile')}
        hint={t('invite.hint')}
        value={draft.mobile}
        onChange={(mobile) => change({ mobile })}
        error={faultOf(faults, 'mobile')}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        spaced
      />
      <RadioChoice
        name="role"
        label={t('role')}
        options={ORGANISATION_ROLES.map((id) => ({
          id,
          text: text(ROLE_TEXTS[id].name),
          detail: text(ROLE_TEXTS[id].may),
        }))}
        value={draft.role}
        onChange={(role) => change({ role })}
        error={faultOf(faults, 'role')}
      />
      {invite.error && faults.length === 0 ? <Failure error={invite.error} /> : null}
      <SlowNote isPending={invite.isPending} />
      <Button type="submit" isPending={invite.isPending}>
        {t('invite.go')}
      </Button>
    </form>
  );
}

/** The fields that the server named, in its own words. */
export function problemFaults(error: unknown): Fault[] {
  if (!(error instanceof ApiProblem)) return [];
  return error.fields().map(({ field, reason, next }) => ({ field, text: joinSentences(reason, next) }));
}
