import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { useGo } from '../../shared/go.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PortalLink } from '../../shared/kit/portal-link.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { enrolmentCodeOf } from '../gate/enrolment-code.ts';
import { useGate, useGateState } from '../gate/gate-context.tsx';
import { GateShell, PATHS } from '../gate-shell.tsx';
import { EnrolScanner } from './enrol-scanner.tsx';

/** One question: the one-time code, typed, scanned from the administrator's screen, or brought by the page's address (V1). */
export function EnrolPage() {
  const { t } = useTranslation('verifier');
  const gate = useGate();
  const go = useGo();
  const { device, offered } = useGateState();
  const [code, setCode] = useState(offered ?? '');
  const [brought, setBrought] = useState(offered);
  const [fault, setFault] = useState<string>();
  const [failure, setFailure] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const faults = useMemo(() => (fault ? [{ field: 'enrolment-code', text: fault }] : []), [fault]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    if (code.trim() === '') return setFault(t('enrol.empty'));
    const typed = enrolmentCodeOf(code, window.location.origin) ?? code.trim();
    setFault(undefined);
    setPending(true);
    try {
      await gate.enrol(typed);
      go(PATHS.scan, { replace: true });
    } catch (error) {
      const words = codeFault(error);
      if (words === null) setFailure(error);
      else setFault(words);
    } finally {
      setPending(false);
    }
  };
  return (
    <GateShell
      title={t('enrol.title')}
      lead={t('enrol.lead')}
      back={{ href: PATHS.scan, label: t('nav.scan') }}
    >
      <ErrorSummary faults={faults} />
      {device ? <Notice tone="wait" title={t('enrol.replaces', { label: device.reader.label })} /> : null}
      {brought !== null && code === brought ? <Notice tone="info" title={t('enrol.offered')} live /> : null}
      <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          name="enrolment-code"
          label={t('enrol.code')}
          hint={t('enrol.codeHint')}
          value={code}
          onChange={setCode}
          error={fault}
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={200}
          lang="en"
          spaced
        />
        <Button type="submit" isPending={pending}>
          {t('enrol.go')}
        </Button>
        <SlowNote isPending={pending} />
      </form>
      {failure ? <Failure error={failure} /> : null}
      <EnrolScanner
        onCode={(scanned) => {
          setFault(undefined);
          setCode(scanned);
          setBrought(scanned);
        }}
      />
      <p className="hint">{t('enrol.keys')}</p>
      <PortalLink />
    </GateShell>
  );
}

/** The server's words about the code itself; null when something else went wrong. */
function codeFault(error: unknown): string | null {
  if (!(error instanceof ApiProblem) || !error.problem) return null;
  if (error.code === 'enrolment-code-invalid') return `${error.problem.title} · ${error.problem.next}`;
  const field = error.fields().find(({ field: name }) => name === 'code');
  return field ? `${field.reason} · ${field.next}` : null;
}
