import {
  type EnrolmentLinkView,
  endStaff,
  listStaff,
  renewStaffEnrolment,
  type StaffMemberView,
  setStaffRoles,
} from '@suizheng/domain/contract/staff.ts';
import { COUNTER_LEVEL_TEXTS } from '@suizheng/domain/policy/counter-level.ts';
import type { StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Dialog } from '../../shared/kit/dialog.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { CounterLevelChoice } from './counter-level-choice.tsx';
import { LinkOnce } from './link-once.tsx';
import { useOfficer } from './officer-gate.tsx';
import { STAFF_PATHS } from './paths.ts';
import { RoleBoxes } from './role-boxes.tsx';
import { useRoleNames } from './role-names.ts';
import { useEndedSession } from './use-ended-session.ts';

const KEY = ['staff-list'];
type Asked = { readonly act: 'roles' | 'link' | 'end'; readonly member: StaffMemberView };

/** Everybody on the staff: roles, new enrolment link, end of access. For administrators. */
export function StaffPage() {
  const { t } = useTranslation('staff');
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [made, setMade] = useState<EnrolmentLinkView | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(listStaff, {}, { signal }),
    staleTime: 0,
  });
  useEndedSession(error);
  const done = async (words: string | null, link: EnrolmentLinkView | null) => {
    setAsked(null);
    setSaid(words);
    setMade(link);
    await client.invalidateQueries({ queryKey: KEY });
  };
  return (
    <CounterShell title={t('title')}>
      <ButtonLink href={STAFF_PATHS.newStaff}>{t('newTitle')}</ButtonLink>
      {said === null ? null : <Notice tone="good" title={said} live />}
      {made ? <LinkOnce made={made} /> : null}
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {data?.map((member) => (
        <MemberCard key={member.id} member={member} onAsk={(act) => setAsked({ act, member })} />
      ))}
      {asked?.act === 'roles' ? (
        <RolesDialog
          member={asked.member}
          onClose={() => setAsked(null)}
          onDone={() => done(t('rolesDone', { name: asked.member.name }), null)}
        />
      ) : null}
      {asked && asked.act !== 'roles' ? (
        <ActDialog
          asked={asked}
          onClose={() => setAsked(null)}
          onDone={(link) => done(link ? null : t('ended', { name: asked.member.name }), link)}
        />
      ) : null}
    </CounterShell>
  );
}

function MemberCard({ member, onAsk }: { member: StaffMemberView; onAsk: (act: Asked['act']) => void }) {
  const { t } = useTranslation('staff');
  const names = useRoleNames();
  const text = useText();
  const { id } = useOfficer();
  const { name, counter, counterLevel, roles, state, signedIn } = member;
  const tone = state === 'ended' ? 'bad' : state === 'invited' ? 'wait' : 'good';
  return (
    <Card title={name}>
      <p>
        <Pill tone={tone}>{t(`states.${state}`)}</Pill>
        {signedIn ? <Pill tone="info">{t('signedIn')}</Pill> : null}
      </p>
      <Facts
        rows={[
          [t('counter'), `${counter} · ${text(COUNTER_LEVEL_TEXTS[counterLevel])}`],
          [t('roles'), names(roles)],
        ]}
      />
      {state === 'ended' ? null : (
        <div className="counter-acts">
          {id === member.id ? null : (
            <Button kind="second" onPress={() => onAsk('roles')}>
              {t('changeRoles')}
            </Button>
          )}
          <Button kind="second" onPress={() => onAsk('link')}>
            {t('newLink')}
          </Button>
          {id === member.id ? null : (
            <Button kind="danger" onPress={() => onAsk('end')}>
              {t('end')}
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}

function RolesDialog({
  member,
  onClose,
  onDone,
}: {
  member: StaffMemberView;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation('staff');
  const [roles, setRoles] = useState(member.roles as StaffRole[]);
  const [counterLevel, setCounterLevel] = useState(member.counterLevel);
  const [missing, setMissing] = useState<string>();
  const act = useMutation({
    mutationFn: () => call(setStaffRoles, { params: { id: member.id }, body: { roles, counterLevel } }),
    onSuccess: onDone,
  });
  useEndedSession(act.error);
  const save = () => {
    setMissing(roles.length === 0 ? t('need.roles') : undefined);
    if (roles.length > 0) act.mutate();
  };
  return (
    <Dialog title={t('changeRolesOf', { name: member.name })} isOpen onClose={onClose}>
      <RoleBoxes name="member-roles" value={roles} onChange={setRoles} error={missing} />
      <CounterLevelChoice name="member-level" value={counterLevel} onChange={setCounterLevel} />
      {act.error ? <Failure error={act.error} /> : null}
      <Button isPending={act.isPending} onPress={save}>
        {t('save')}
      </Button>
      <Button kind="second" onPress={onClose}>
        {t('cancel')}
      </Button>
    </Dialog>
  );
}

function ActDialog({
  asked: { act, member },
  onClose,
  onDone,
}: {
  asked: Asked;
  onClose: () => void;
  onDone: (link: EnrolmentLinkView | null) => void;
}) {
  const { t } = useTranslation('staff');
  const params = { id: member.id };
  const run = useMutation({
    mutationFn: async () => {
      if (act === 'link') return call(renewStaffEnrolment, { params });
      await call(endStaff, { params });
      return null;
    },
    onSuccess: onDone,
  });
  useEndedSession(run.error);
  const words = act === 'link' ? 'newLink' : 'end';
  return (
    <Dialog title={t(`${words}Of`, { name: member.name })} isOpen onClose={onClose}>
      <p>{t(`${words}Why`)}</p>
      {run.error ? <Failure error={run.error} /> : null}
      <Button
        kind={act === 'end' ? 'danger' : 'primary'}
        isPending={run.isPending}
        onPress={() => run.mutate()}
      >
        {t(words)}
      </Button>
      <Button kind="second" onPress={onClose}>
        {t('cancel')}
      </Button>
    </Dialog>
  );
}
