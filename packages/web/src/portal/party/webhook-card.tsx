import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import {
  deleteWebhook,
  type NewWebhookView,
  proveWebhook,
  rotateWebhookSecret,
  testWebhook,
  type WebhookView,
} from '@suizheng/domain/contract/webhooks.ts';
import { PARTY_EVENTS } from '@suizheng/domain/policy/webhooks.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Deliveries } from './deliveries.tsx';
import { PartyFailure } from './signed-in.tsx';
import { PARTIES } from './use-party.ts';
import { useLists } from './words.ts';

/** One address: what it hears, what waits, a test, a new secret, and the end of it. */
export function WebhookCard({
  party,
  webhook,
  onSecret,
}: {
  party: PartyView;
  webhook: WebhookView;
  onSecret: (made: NewWebhookView) => void;
}) {
  const { t } = useTranslation('portalParty');
  const { locale } = usePreferences();
  const text = useText();
  const { join } = useLists();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const params = { id: party.id, webhookId: webhook.id };
  const again = () => client.invalidateQueries({ queryKey: [...PARTIES, party.id, 'webhooks'] });
  const test = useMutation({ mutationFn: () => call(testWebhook, { params }), onSuccess: again });
  const prove = useMutation({ mutationFn: () => call(proveWebhook, { params }), onSuccess: again });
  const rotate = useMutation({
    mutationFn: () => call(rotateWebhookSecret, { params }),
    onSuccess: onSecret,
  });
  const remove = async () => {
    await call(deleteWebhook, { params });
    setAsked(false);
    await again();
  };
  const { provenAt, queued, dead, lastDeliveredAt } = webhook;
  return (
    <Card>
      <h2 lang="zxx" translate="no">
        {webhook.url}
      </h2>
      <p>{join(webhook.events.map((kind) => text(PARTY_EVENTS[kind])))}</p>
      {provenAt === null ? (
        <Notice tone="wait" title={t('webhooks.unproven')}>
          <p>{t('webhooks.unprovenWhy')}</p>
          <p role="status">{queued > 0 ? t('webhooks.proving') : t('webhooks.unanswered')}</p>
          <Button isPending={prove.isPending} onPress={() => prove.mutate()}>
            {t('webhooks.prove')}
          </Button>
        </Notice>
      ) : null}
      <p className="portal-acts">
        {provenAt === null ? null : <Pill tone="good">{t('webhooks.proven')}</Pill>}
        {provenAt !== null && queued > 0 ? (
          <Pill tone="wait">{t('webhooks.waiting', { count: queued })}</Pill>
        ) : null}
        {provenAt !== null && dead > 0 ? <Pill tone="bad">{t('webhooks.dead', { count: dead })}</Pill> : null}
        <span className="hint">
          {lastDeliveredAt === null
            ? t('webhooks.never')
            : t('webhooks.last', { time: dayAndTime(locale, lastDeliveredAt) })}
        </span>
      </p>
      <PartyFailure error={prove.error ?? test.error ?? rotate.error} />
      <div className="portal-acts">
        {provenAt === null ? null : (
          <Button kind="second" isPending={test.isPending} onPress={() => test.mutate()}>
            {t('webhooks.test')}
          </Button>
        )}
        <Button kind="second" isPending={rotate.isPending} onPress={() => rotate.mutate()}>
          {t('webhooks.rotate')}
        </Button>
        <Button kind="quiet" onPress={() => setAsked(true)}>
          {t('webhooks.remove')}
        </Button>
      </div>
      <p role="status">{test.isSuccess ? t('webhooks.tested') : ''}</p>
      <Deliveries party={party} webhook={webhook} />
      {asked ? (
        <ConfirmDialog
          title={t('webhooks.removeTitle')}
          why={t('webhooks.removeWhy')}
          confirm={t('webhooks.remove')}
          onConfirm={remove}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </Card>
  );
}
