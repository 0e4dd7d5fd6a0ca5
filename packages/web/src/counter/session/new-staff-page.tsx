import { addStaff } from '@suizheng/domain/contract/staff.ts';
import { type CounterLevel, LOWEST_COUNTER } from '@suizheng/domain/policy/counter-level.ts';
import type { StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { serverFaults } from '../../shared/faults.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { CounterLevelChoice } from './counter-level-choice.tsx';
import { LinkOnce } from './link-once.tsx';
import { STAFF_PATHS } from './paths.ts';
import { RoleBoxes } from './role-boxes.tsx';
import { useEndedSession } from './use-ended-session.ts';

/** Adds a member of staff; their enrolment link is shown once. */
export function NewStaffPage() {
  const { t } = useTranslation('staff');
  const [name, setName] = useState('');
  const [counter, setCounter] = useState('');
  const [counterLevel, setCounterLevel] = useState<CounterLevel>(LOWEST_COUNTER);
  const [number, setNumber] = useState('');
  const [roles, setRoles] = useState<StaffRole[]>([]);
  const [missing, setMissing] = useState<readonly Fault[]>([]);
  const [key] = useState(() => crypto.randomUUID());
  const add = useMutation({
    mutationFn: () =>
      call(
        addStaff,
        { body: { name, counter, counterLevel, roles, ...(number.trim() === '' ? {} : { number }) } },
        { idempotencyKey: key },
      ),
  });
  useEndedSession(add.error);
  const faults = useMemo(() => {
    const told = serverFaults(add.error);
    return told.length > 0 ? told : missing;
  }, [missing, add.error]);
  const faultOf = (field: string) => faults.find((fault) => fault.field === field)?.text;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = [
      ...(name.trim() === '' ? [{ field: 'name', text: t('need.name') }] : []),
      ...(counter.trim() === '' ? [{ field: 'counter', text: t('need.counter') }] : []),
      ...(roles.length === 0 ? [{ field: 'roles', text: t('need.roles') }] : []),
    ];
    setMissing(wrong);
    if (wrong.length === 0) add.mutate();
  };
  if (add.data) {
    return (
      <CounterShell title={t('added')} back={STAFF_PATHS.staff}>
        <LinkOnce made={add.data} />
        <ButtonLink kind="second" href={STAFF_PATHS.staff}>
          {t('toList')}
        </ButtonLink>
      </CounterShell>
    );
  }
  return (
    <CounterShell title={t('newTitle')} back={STAFF_PATHS.staff}>
      <ErrorSummary faults={faults} />
      {add.error && faults.length === 0 ? <Failure error={add.error} /> : null}
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="name"
          label={t('name')}
          value={name}
          onChange={setName}
          error={faultOf('name')}
          autoComplete="off"
          maxLength={80}
        />
        <TextField
          name="counter"
          label={t('counter')}
          value={counter}
          onChange={setCounter}
          error={faultOf('counter')}
          autoComplete="off"
          maxLength={80}
        />
        <CounterLevelChoice name="counterLevel" value={counterLevel} onChange={setCounterLevel} />
        <TextField
          name="number"
          label={t('number')}
          hint={t('numberHint')}
          value={number}
          onChange={setNumber}
          error={faultOf('number')}
          autoComplete="off"
          maxLength={40}
          spaced
        />
        <RoleBoxes name="roles" value={roles} onChange={setRoles} error={faultOf('roles')} />
        <Button type="submit" isPending={add.isPending}>
          {t('add')}
        </Button>
      </form>
    </CounterShell>
  );
}
