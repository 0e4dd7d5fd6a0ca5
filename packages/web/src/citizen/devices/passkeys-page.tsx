import {
  addPasskey,
  beginPasskey,
  listPasskeys,
  type PasskeyView,
  removePasskey,
  renamePasskey,
} from '@suizheng/domain/contract/sign-in.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { hasPasskeys, makePasskey } from '../../shared/passkey/passkey.ts';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';

const PASSKEYS = ['passkeys'] as const;

/** Passkeys of the account (A10): add, rename, remove. */
export function PasskeysPage() {
  const { t } = useTranslation('devices');
  return (
    <PageShell
      title={t('passkeys.title')}
      lead={t('passkeys.lead')}
      back={{ href: '/settings', label: t('back') }}
    >
      <SignedIn>{(account) => (account.sees === 'whole' ? <Passkeys /> : null)}</SignedIn>
    </PageShell>
  );
}

function Passkeys() {
  const { t } = useTranslation('devices');
  const queries = useQueryClient();
  const [said, setSaid] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: PASSKEYS,
    queryFn: ({ signal }) => call(listPasskeys, {}, { signal }),
    staleTime: 0,
  });
  const changed = async (words: string) => {
    setSaid(words);
    await queries.invalidateQueries({ queryKey: PASSKEYS });
  };
  return (
    <>
      {said === null ? null : <Notice tone="good" title={said} live />}
      {hasPasskeys() ? <AddPasskey onAdded={changed} /> : <Notice title={t('passkeys.unsupported')} />}
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {data?.length === 0 ? <p className="hint">{t('passkeys.none')}</p> : null}
      {data?.map((passkey) => (
        <PasskeyCard key={passkey.id} passkey={passkey} onChanged={changed} />
      ))}
    </>
  );
}

function AddPasskey({ onAdded }: { onAdded: (words: string) => Promise<void> }) {
  const { t } = useTranslation('devices');
  const [name, setName] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [broken, setBroken] = useState(false);
  const add = useMutation({
    mutationFn: async () => {
      const response = await makePasskey(await call(beginPasskey, {}));
      setBroken(response === null);
      return response === null ? null : call(addPasskey, { body: { name: name.trim(), response } });
    },
    onSuccess: (made) => {
      if (made === null) return;
      setName('');
      void onAdded(t('passkeys.added', { name: made.name }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = name.trim() === '' ? [{ field: 'passkey-name', text: t('passkeys.needName') }] : [];
    setFaults(wrong);
    if (wrong.length === 0) add.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults} />
      {broken ? <Notice tone="bad" title={t('passkeys.broken')} live /> : null}
      {add.error ? <Failure error={add.error} /> : null}
      <TextField
        name="passkey-name"
        label={t('passkeys.name')}
        hint={t('passkeys.nameHint')}
        value={name}
        onChange={setName}
        error={faults[0]?.text}
        autoComplete="off"
        maxLength={40}
      />
      <Button type="submit" isPending={add.isPending}>
        {t('passkeys.add')}
      </Button>
    </form>
  );
}

function PasskeyCard({
  passkey,
  onChanged,
}: {
  passkey: PasskeyView;
  onChanged: (words: string) => Promise<void>;
}) {
  const { t } = useTranslation('devices');
  const { locale } = usePreferences();
  const [asked, setAsked] = useState<'rename' | 'remove' | null>(null);
  const [name, setName] = useState(passkey.name);
  const params = { id: passkey.id };
  const rename = useMutation({
    mutationFn: () => call(renamePasskey, { params, body: { name: name.trim() } }),
    onSuccess: (view) => {
      setAsked(null);
      void onChanged(t('passkeys.renamed', { name: view.name }));
    },
  });
  const remove = useMutation({
    mutationFn: () => call(removePasskey, { params }),
    onSuccess: () => onChanged(t('passkeys.removed', { name: passkey.name })),
  });
  const failed = rename.error ?? remove.error;
  return (
    <Card title={passkey.name}>
      {passkey.backedUp ? (
        <p>
          <Pill tone="info">{t('passkeys.synced')}</Pill>
        </p>
      ) : null}
      <Facts
        rows={[
          [t('passkeys.createdAt'), dayAndTime(locale, passkey.createdAt)],
          [
            t('passkeys.lastUsedAt'),
            passkey.lastUsedAt === null ? t('passkeys.never') : dayAndTime(locale, passkey.lastUsedAt),
          ],
        ]}
      />
      {failed ? <Failure error={failed} /> : null}
      {asked === 'rename' ? (
        <>
          <TextField
            name={`name-${passkey.id}`}
            label={t('passkeys.name')}
            value={name}
            onChange={setName}
            autoComplete="off"
            maxLength={40}
          />
          <Button
            isPending={rename.isPending}
            isDisabled={name.trim() === ''}
            onPress={() => rename.mutate()}
          >
            {t('passkeys.save')}
          </Button>
        </>
      ) : null}
      {asked === 'remove' ? (
        <Button kind="danger" isPending={remove.isPending} onPress={() => remove.mutate()}>
          {t('passkeys.sure')}
        </Button>
      ) : null}
      {asked === null ? (
        <>
          <Button kind="second" onPress={() => setAsked('rename')}>
            {t('passkeys.rename')}
          </Button>
          <Button kind="second" onPress={() => setAsked('remove')}>
            {t('passkeys.remove')}
          </Button>
        </>
      ) : (
        <Button kind="quiet" onPress={() => setAsked(null)}>
          {t('passkeys.cancel')}
        </Button>
      )}
    </Card>
  );
}
