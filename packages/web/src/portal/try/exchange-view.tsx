import { VERDICT_TEXTS } from '@suizheng/domain/credential/verdict-text.ts';
import { PROBLEMS } from '@suizheng/domain/errors/catalog.ts';
import { FIELD_FAULTS, type FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import {
  SERVICE_REASONS,
  SERVICE_VERDICTS,
  type ServiceVerdict,
} from '@suizheng/domain/policy/service-verdicts.ts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinSentences } from '../../shared/i18n/join.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Facts } from '../../shared/kit/card.tsx';
import { Notice, type Tone } from '../../shared/kit/notice.tsx';
import { callSamples } from '../code/call-samples.ts';
import { CodeBlock } from '../code/code-block.tsx';
import { Samples } from '../code/samples.tsx';
import { CallFailure } from './ask-form.tsx';
import { callService, type Exchange } from './exchange.ts';
import type { Trial } from './trial.ts';

const TONES: Readonly<Record<ServiceVerdict, Tone>> = {
  green: 'good',
  match: 'good',
  amber: 'wait',
  waiting: 'wait',
  red: 'bad',
  'no-match': 'bad',
};

type Words = {
  readonly code?: unknown;
  readonly verdict?: unknown;
  readonly title?: unknown;
  readonly explanation?: unknown;
  readonly next?: unknown;
  readonly evidenceId?: unknown;
  readonly errors?: unknown;
};

type FieldError = { readonly field: string; readonly code: string };

/** The answer's words in the language that is shown now: each code has them in all. */
function useWords(answer: Words): Words {
  const text = useText();
  const code = String(answer.code);
  const reason = code in SERVICE_REASONS ? SERVICE_REASONS[code as keyof typeof SERVICE_REASONS] : undefined;
  const words =
    reason ?? (code in VERDICT_TEXTS ? VERDICT_TEXTS[code as keyof typeof VERDICT_TEXTS] : undefined);
  if (words)
    return { ...answer, title: text(words.title), explanation: text(words.why), next: text(words.next) };
  const problem = code in PROBLEMS ? PROBLEMS[code as keyof typeof PROBLEMS] : undefined;
  return problem ? { ...answer, title: text(problem.title), next: text(problem.next) } : answer;
}

/** What is wrong with which member of the request, in the language that is shown now. */
function useFieldWords({ errors }: Words): readonly { readonly field: string; readonly words: string }[] {
  const text = useText();
  if (!Array.isArray(errors)) return [];
  return (errors as FieldError[]).map(({ field, code }) => {
    const known = code in FIELD_FAULTS ? FIELD_FAULTS[code as FieldFaultCode] : undefined;
    return { field, words: known ? joinSentences(text(known.reason), text(known.next)) : code };
  });
}

/** What was sent and what came back, first in words, then as programs see it. */
export function ExchangeView({
  trial,
  exchange,
  onAnswer,
}: {
  trial: Trial;
  exchange: Exchange;
  onAnswer: (exchange: Exchange) => void;
}) {
  const { t } = useTranslation('portalTry');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { method, path, body, status, traceId, ms } = exchange;
  const answer = useWords((exchange.answer ?? {}) as Words);
  const faults = useFieldWords((exchange.answer ?? {}) as Words);
  const verdict = SERVICE_VERDICTS.find((one) => one === answer.verdict);
  const said = [answer.explanation, answer.next].filter((words) => typeof words === 'string');
  const evidenceId = typeof answer.evidenceId === 'string' ? answer.evidenceId : null;
  const look = useMutation({
    mutationFn: () =>
      callService(trial, { method: 'GET', path: `/api/v1/services/evidence/${evidenceId}`, body: null }),
    onSuccess: onAnswer,
  });
  return (
    <section className="stack exchange" aria-labelledby="exchange">
      <h2 id="exchange" tabIndex={-1} ref={heading}>
        {t('resultTitle')}
      </h2>
      <Notice
        tone={verdict ? TONES[verdict] : 'bad'}
        title={[
          ...new Set([...(verdict ? [t(`verdict.${verdict}`)] : []), String(answer.title ?? status)]),
        ].join(' · ')}
      >
        {said.map((words) => (
          <p key={words}>{words}</p>
        ))}
        {faults.map(({ field, words }) => (
          <p key={field}>
            {code(field)} · {words}
          </p>
        ))}
      </Notice>
      <Facts
        rows={[
          [t('facts.status'), String(status)],
          [t('facts.time'), t('ms', { ms })],
          ...(evidenceId === null ? [] : [[t('facts.evidence'), code(evidenceId)] as const]),
          [t('facts.trace'), code(traceId)],
        ]}
      />
      {evidenceId !== null && method === 'POST' ? (
        <>
          <CallFailure error={look.error} onEnded={() => undefined} />
          <Button kind="second" isPending={look.isPending} onPress={() => look.mutate()}>
            {t('look')}
          </Button>
        </>
      ) : null}
      <CodeBlock name={t('response')} text={JSON.stringify(exchange.answer, null, 2)} />
      <CodeBlock
        name={t('request')}
        text={`${method} ${path}\nAuthorization: Bearer …${body === null ? '' : `\nContent-Type: application/json\n\n${JSON.stringify(body, shorten, 2)}`}`}
      />
      {body === null ? null : (
        <Samples label={t('sample')} samples={callSamples({ path, body }, window.location.origin)} />
      )}
    </section>
  );
}

const code = (text: string) => (
  <code lang="zxx" translate="no">
    {text}
  </code>
);

/** A photo would fill the page. */
const shorten = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && value.length > 300 ? `${value.slice(0, 60)}…` : value;
