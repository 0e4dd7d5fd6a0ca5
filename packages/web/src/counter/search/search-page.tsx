import { type CounterCredentialView, searchCredentials } from '@suizheng/domain/contract/counter.ts';
import type { LookPurpose } from '@suizheng/domain/policy/staff-access.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { serverFaults } from '../../shared/faults.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { CredentialCard } from './credential-card.tsx';
import { PurposeField } from './purpose-field.tsx';

/** Finds credentials by identifier or number, and changes their status. What is searched for travels in the body. */
export function SearchPage() {
  const { t } = useTranslation('counter');
  const [query, setQuery] = useState('');
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState<LookPurpose | null>(null);
  const [missing, setMissing] = useState<readonly Fault[]>([]);
  const [found, setFound] = useState<readonly CounterCredentialView[] | null>(null);
  const search = useMutation({
    mutationFn: () => call(searchCredentials, { body: { ...searchBody(query, name), purpose: purpose! } }),
    onSuccess: setFound,
    onError: () => setFound(null),
  });
  useEndedSession(search.error);
  const faults = useMemo(() => {
    const [first] = serverFaults(search.error);
    return first === undefined ? missing : [{ field: 'query', text: first.text }];
  }, [missing, search.error]);
  const faultOf = (field: string) => faults.find((fault) => fault.field === field)?.text;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = [
      ...(purpose === null ? [{ field: 'purpose', text: t('search.needPurpose') }] : []),
      ...(query.trim() === '' ? [{ field: 'query', text: t('search.empty') }] : []),
    ];
    setMissing(wrong);
    if (wrong.length > 0) search.reset();
    else search.mutate();
  };
  const change = (changed: CounterCredentialView) =>
    setFound((all) => all?.map((one) => (one.id === changed.id ? changed : one)) ?? null);
  return (
    <CounterShell title={t('search.title')}>
      <ErrorSummary faults={faults} />
      <form className="stack" onSubmit={submit} noValidate>
        <PurposeField value={purpose} onChange={setPurpose} error={faultOf('purpose')} />
        <TextField
          name="query"
          label={t('search.query')}
          hint={t('search.queryHint')}
          value={query}
          onChange={setQuery}
          error={faultOf('query')}
          autoComplete="off"
          autoCapitalize="characters"
          lang="en"
          spaced
        />
        <TextField name="name" label={t('search.name')} value={name} onChange={setName} autoComplete="off" />
        <Button type="submit" isPending={search.isPending}>
          {t('search.go')}
        </Button>
        <SlowNote isPending={search.isPending} />
      </form>
      {search.error && faults.length === 0 ? <Failure error={search.error} /> : null}
      <p className="unseen" role="status">
        {found ? t('search.found', { n: found.length }) : ''}
      </p>
      {found?.length === 0 ? (
        <Notice title={t('search.none')} live>
          <p>{t('search.noneNext')}</p>
        </Notice>
      ) : null}
      {found && found.length > 0 ? (
        <section className="stack" aria-labelledby="found">
          <h2 id="found">{t('search.found', { n: found.length })}</h2>
          {found.map((credential) => (
            <CredentialCard key={credential.id} credential={credential} onChange={change} />
          ))}
        </section>
      ) : null}
    </CounterShell>
  );
}

/** An identifier begins with the arc of GB/T 36904; everything else is a document's number. */
function searchBody(query: string, name: string) {
  const typed = query.trim();
  if (typed.startsWith('1.2.156')) return { identifier: typed };
  return name.trim() === '' ? { number: typed } : { number: typed, name: name.trim() };
}
