import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptsSandboxPeople, useSite } from '../../shared/api/site.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { NotFound } from '../not-found.tsx';
import { checkFields, faultOf } from './check-fields.ts';
import { changeDraft, readDraft } from './draft.ts';

const FIELDS = ['name', 'number'] as const;

/** Name and number as the resident card shows them; filled in when the account knows them (B1), always editable. */
export function Identity() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const { procedure = '' } = useParams({ strict: false }) as { procedure?: string };
  const companion = readDraft(procedure).who === 'companion';
  return (
    <PageShell
      title={companion ? t('identity.titleCompanion') : t('identity.title')}
      back={{ href: `/apply/${procedure}/who`, label: shared('nav.back') }}
      lead={t('identity.why')}
    >
      <SignedIn>{(account) => <IdentityForm procedure={procedure} account={account} />}</SignedIn>
    </PageShell>
  );
}

function IdentityForm({ procedure: id, account }: { procedure: string; account: AccountView }) {
  const { t } = useTranslation('citizen');
  const text = useText();
  const go = useGo();
  const site = useSite();
  const draft = readDraft(id);
  const me = draft.who !== 'companion';
  const known = me ? account.person : null;
  const [name, setName] = useState(draft.name || known?.name || '');
  const [number, setNumber] = useState(draft.number || known?.number || '');
  const [remember, setRemember] = useState(draft.remember ?? false);
  const [faults, setFaults] = useState<readonly Fault[]>(() =>
    FIELDS.flatMap((field) => (draft.faults?.[field] ? [{ field, text: draft.faults[field] }] : [])),
  );
  const procedure = procedureById(id);
  if (!procedure) return <NotFound />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const schema = procedure.form({ sandbox: acceptsSandboxPeople(site) });
    const found = checkFields(schema, { name, number, city: '' }, FIELDS, text);
    setFaults(found);
    changeDraft(id, { name, number, remember: me && remember });
    if (found.length === 0) go(`/apply/${id}/city`);
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      <form className="stack" onSubmit={submit} noValidate autoComplete={me ? 'on' : 'off'}>
        <TextField
          name="name"
          label={t('identity.name')}
          hint={t('identity.nameHint')}
          value={name}
          onChange={(typed) => {
            setName(typed);
            changeDraft(id, { name: typed });
          }}
          error={faultOf(faults, 'name')}
          autoComplete={me ? 'name' : 'off'}
          lang="zh-Hans"
        />
        <TextField
          name="number"
          label={t('identity.number')}
          hint={t('identity.numberHint')}
          value={number}
          onChange={(typed) => {
            setNumber(typed);
            changeDraft(id, { number: typed });
          }}
          error={faultOf(faults, 'number')}
          autoComplete="off"
          autoCapitalize="characters"
          spaced
        />
        {me && !account.person ? (
          <Checkbox name="remember" isSelected={remember} onChange={setRemember}>
            {t('identity.remember')}
          </Checkbox>
        ) : null}
        <Button type="submit">{t('next')}</Button>
      </form>
    </>
  );
}
