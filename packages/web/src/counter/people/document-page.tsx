import { openVisit } from '@suizheng/domain/contract/people.ts';
import { FIELD_FAULTS, type FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import {
  IDENTITY_DOCUMENT_TEXTS,
  IDENTITY_DOCUMENTS,
  parseIdentityDocument,
} from '@suizheng/domain/identifiers/identity-document.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { acceptsSandboxPeople, useSite } from '../../shared/api/site.ts';
import { faultOf, schemaFaults, serverFaults } from '../../shared/faults.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinSentences } from '../../shared/i18n/join.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { type Desk, useDesk } from './desk.ts';
import { PEOPLE_PATHS } from './paths.ts';
import { PurposeSelect } from './purpose-select.tsx';
import { useActKey } from './use-act-key.ts';

const ORDER = ['document.kind', 'name', 'document.number', 'document.expires', 'seen'];

/** The original document in the officer's hand (A6): typed once, confirmed by the register, and the visit begins. */
export function DocumentPage() {
  const { t } = useTranslation('people');
  const text = useText();
  const go = useGo();
  const site = useSite();
  const client = useQueryClient();
  const { desk, change } = useDesk();
  const [seen, setSeen] = useState(false);
  const [found, setFound] = useState<readonly Fault[]>([]);
  const body = bodyOf(desk, seen);
  const key = useActKey(body);
  const open = useMutation({
    mutationFn: () => call(openVisit, { body: body as never }, { idempotencyKey: key }),
    onSuccess: (visit) => {
      client.setQueryData(['visit', visit.id], visit);
      change({ visitId: visit.id });
      go(PEOPLE_PATHS.visit, { replace: true });
    },
  });
  useEndedSession(open.error);
  const faults = useMemo(() => (found.length > 0 ? found : serverFaults(open.error)), [found, open.error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = schemaFaults(openVisit.body!, body, text, {}).filter(
      ({ field }) => field !== 'document.number',
    );
    const parsed = parseIdentityDocument(desk.kind, desk.number, { sandbox: acceptsSandboxPeople(site) });
    if (!parsed.ok) {
      const { reason, next } = FIELD_FAULTS[`${desk.kind}.${parsed.reason}` as FieldFaultCode];
      wrong.push({ field: 'document.number', text: joinSentences(text(reason), text(next)) });
    }
    wrong.sort((a, b) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field));
    setFound(wrong);
    if (wrong.length === 0) open.mutate();
  };
  const type = (changed: Partial<Desk>) => {
    change(changed);
    if (open.error) open.reset();
  };
  return (
    <CounterShell title={t('document.title')} lead={t('document.lead')} back={PEOPLE_PATHS.find}>
      <ErrorSummary faults={faults} />
      {open.error && faults.length === 0 ? <Failure error={open.error} /> : null}
      <form className="stack" onSubmit={submit} noValidate>
        <PurposeSelect value={desk.purpose} onChange={(purpose) => type({ purpose })} />
        <RadioChoice
          name="document.kind"
          label={t('document.kind')}
          options={IDENTITY_DOCUMENTS.map((id) => ({ id, text: text(IDENTITY_DOCUMENT_TEXTS[id].name) }))}
          value={desk.kind}
          onChange={(kind) => type({ kind })}
          error={faultOf(faults, 'document.kind')}
        />
        <TextField
          name="name"
          label={t('document.name')}
          hint={t('document.nameHint')}
          value={desk.name}
          onChange={(name) => type({ name })}
          error={faultOf(faults, 'name')}
          autoComplete="off"
          lang="zh-Hans"
        />
        <TextField
          name="document.number"
          label={t('document.number')}
          hint={text(IDENTITY_DOCUMENT_TEXTS[desk.kind].form)}
          value={desk.number}
          onChange={(number) => type({ number })}
          error={faultOf(faults, 'document.number')}
          autoComplete="off"
          autoCapitalize="characters"
          lang="en"
          spaced
        />
        <TextField
          name="document.expires"
          label={t('document.expires')}
          hint={t('document.expiresHint')}
          value={desk.expires}
          onChange={(expires) => type({ expires })}
          error={faultOf(faults, 'document.expires')}
          autoComplete="off"
        />
        <Checkbox name="seen" isSelected={seen} onChange={setSeen} error={faultOf(faults, 'seen')}>
          {t('document.seen')}
        </Checkbox>
        <Button type="submit" isPending={open.isPending}>
          {t('document.go')}
        </Button>
        <SlowNote isPending={open.isPending} />
      </form>
    </CounterShell>
  );
}

function bodyOf({ purpose, name, kind, number, expires }: Desk, seen: boolean) {
  return { purpose, name, document: { kind, number, expires }, seen };
}
