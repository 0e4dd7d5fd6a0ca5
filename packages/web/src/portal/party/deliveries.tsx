import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import {
  type DeliveryView,
  listDeliveries,
  redeliver,
  type WebhookView,
} from '@suizheng/domain/contract/webhooks.ts';
import { CHALLENGE_EVENT } from '@suizheng/domain/policy/webhook-tag.ts';
import {
  DELIVERY_FAULTS,
  type DeliveryState,
  PARTY_EVENTS,
  TEST_EVENT,
} from '@suizheng/domain/policy/webhooks.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Pill, type Tone } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { PartyFailure } from './signed-in.tsx';
import { PARTIES } from './use-party.ts';

const TONES: Readonly<Record<DeliveryState, Tone>> = { queued: 'wait', delivered: 'good', dead: 'bad' };
/** While something waits to be sent the list is asked for again after this many milliseconds. */
const AGAIN_MS = 3_000;

/** What was sent to one address, newest first; what was given up can be sent again. */
export function Deliveries({ party, webhook }: { party: PartyView; webhook: WebhookView }) {
  const { t } = useTranslation('portalParty');
  const client = useQueryClient();
  const text = useText();
  const { locale } = usePreferences();
  const params = { id: party.id, webhookId: webhook.id };
  const queryKey = [...PARTIES, party.id, 'webhooks', webhook.id];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => call(listDeliveries, { params }, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'queued') ? AGAIN_MS : false),
  });
  const again = useMutation({
    mutationFn: (deliveryId: string) => call(redeliver, { params: { ...params, deliveryId } }),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
  const outcome = ({ lastFault, lastStatus }: DeliveryView) =>
    [lastFault === null ? null : text(DELIVERY_FAULTS[lastFault]), lastStatus]
      .filter((part) => part !== null)
      .join(' · ');
  if (error) return <PartyFailure error={error} />;
  if (!data) return null;
  return (
    <details>
      <summary>
        {t('webhooks.deliveries')} · {data.length}
      </summary>
      {data.length === 0 ? <p>{t('webhooks.noDeliveries')}</p> : null}
      <PartyFailure error={again.error} />
      <table className="rows" aria-label={t('webhooks.deliveries')}>
        <thead>
          <tr>
            <th scope="col">{t('webhooks.heads.event')}</th>
            <th scope="col">{t('webhooks.heads.at')}</th>
            <th scope="col">{t('webhooks.heads.state')}</th>
            <th scope="col">{t('webhooks.heads.tries')}</th>
            <th scope="col">{t('webhooks.heads.fault')}</th>
          </tr>
        </thead>
        <tbody>
          {data.map((delivery) => (
            <tr key={delivery.id}>
              <th scope="row">
                {delivery.kind === TEST_EVENT
                  ? t('webhooks.testEvent')
                  : delivery.kind === CHALLENGE_EVENT
                    ? t('webhooks.challengeEvent')
                    : text(PARTY_EVENTS[delivery.kind])}
              </th>
              <td className="nums">{dayAndTime(locale, delivery.at)}</td>
              <td>
                <Pill tone={TONES[delivery.state]}>{t(`webhooks.state.${delivery.state}`)}</Pill>
              </td>
              <td className="nums" data-label={t('webhooks.heads.tries')}>
                {delivery.attempts}
              </td>
              <td>
                {outcome(delivery)}
                {delivery.state === 'dead' ? (
                  <Button kind="quiet" isPending={again.isPending} onPress={() => again.mutate(delivery.id)}>
                    {t('webhooks.again')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
