import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { createWebhook, type NewWebhookView } from '@suizheng/domain/contract/webhooks.ts';
import { PARTY_EVENT_KINDS, PARTY_EVENTS, type PartyEventKind } from '@suizheng/domain/policy/webhooks.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { CodeBlock } from '../code/code-block.tsx';
import { ChoiceBoxes } from '../fields/choice-boxes.tsx';
import { PartyFrame } from './party-frame.tsx';
import { PartyFailure } from './signed-in.tsx';
import { useFaults } from './use-faults.ts';
import { useKeyedInput } from './use-keyed-input.ts';
import { PARTIES, useWebhooks } from './use-party.ts';
import { WebhookCard } from './webhook-card.tsx';

/** Where a relying party hears of events, with what became of each delivery. */
export function WebhooksPage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame page="webhooks" title={t('page.webhooks')} lead={t('webhooks.lead')}>
      {(party) => <Webhooks party={party} />}
    </PartyFrame>
  );
}

function Webhooks({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const client = useQueryClient();
  const { data, error, refetch } = useWebhooks(party.id);
  const [fresh, setFresh] = useState<NewWebhookView | null>(null);
  const show = (made: NewWebhookView) => {
    setFresh(made);
    void client.invalidateQueries({ queryKey: [...PARTIES, party.id, 'webhooks'] });
  };
  return (
    <>
      {fresh ? <Secret made={fresh} onDone={() => setFresh(null)} /> : null}
      {error ? <PartyFailure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {data?.length === 0 ? <p>{t('webhooks.none')}</p> : null}
      {data?.map((webhook) => (
        <WebhookCard key={webhook.id} party={party} webhook={webhook} onSecret={show} />
      ))}
      {data && party.state === 'active' ? <NewWebhook party={party} onMade={show} /> : null}
      {party.state === 'active' ? null : <Notice tone="wait" title={t('notNow')} />}
    </>
  );
}

function Secret({ made, onDone }: { made: NewWebhookView; onDone: () => void }) {
  const { t } = useTranslation('portalParty');
  return (
    <Notice tone="wait" title={t('webhooks.secretTitle')} live>
      <p>{t('webhooks.secretWhy')}</p>
      <CodeBlock name={made.webhook.url} text={made.signingSecret} />
      <Button kind="second" onPress={onDone}>
        {t('webhooks.done')}
      </Button>
    </Notice>
  );
}

function NewWebhook({ party, onMade }: { party: PartyView; onMade: (made: NewWebhookView) => void }) {
  const { t } = useTranslation('portalParty');
  const text = useText();
  const { input, key, change } = useKeyedInput<{ url: string; events: readonly PartyEventKind[] }>({
    url: '',
    events: PARTY_EVENT_KINDS,
  });
  const { url, events } = input;
  const body = () => ({ url, events: [...events] });
  const act = useMutation({
    mutationFn: () =>
      call(createWebhook, { params: { id: party.id }, body: body() }, { idempotencyKey: key() }),
    onSuccess: (made) => {
      change({ url: '' });
      onMade(made);
    },
  });
  const faults = useFaults(createWebhook.body!, act.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faults.check(body())) act.mutate();
  };
  return (
    <Card title={t('webhooks.new')}>
      <form className="stack portal-narrow" onSubmit={submit} noValidate>
        <ErrorSummary faults={faults.list} found={faults.found} />
        <TextField
          name="url"
          label={t('webhooks.url')}
          hint={t('webhooks.urlHint')}
          value={url}
          onChange={(typed) => change({ url: typed })}
          error={faults.of('url')}
          autoComplete="off"
          inputMode="url"
        />
        <ChoiceBoxes
          name="events"
          label={t('webhooks.events')}
          options={PARTY_EVENT_KINDS.map((id) => ({ id, text: text(PARTY_EVENTS[id]) }))}
          value={events}
          onChange={(kinds) => change({ events: kinds })}
          error={faults.of('events')}
        />
        {act.error && faults.list.length === 0 ? <PartyFailure error={act.error} /> : null}
        <Button type="submit" isPending={act.isPending}>
          {t('webhooks.send')}
        </Button>
      </form>
    </Card>
  );
}
