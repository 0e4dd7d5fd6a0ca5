import { DAY_MS, HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';

/** The figures that stand in guides as {places}: each is policy, none is typed into a text. */
export const FIGURES: Readonly<Record<string, number>> = {
  tokenMinutes: partyPolicy.accessTokenSeconds / 60,
  assertionMinutes: partyPolicy.assertionSeconds / 60,
  consentMinutes: partyPolicy.consentWaitMs / MINUTE_MS,
  evidenceDays: partyPolicy.evidenceForMs / DAY_MS,
  mostClients: partyPolicy.mostClients,
  mostReaders: partyPolicy.mostReaders,
  mostWebhooks: webhookPolicy.most,
  trialHours: partyPolicy.trialForMs / HOUR_MS,
  webhookTries: webhookPolicy.retry.tries,
  overlapHours: webhookPolicy.secretOverlapMs / HOUR_MS,
  greenSeconds: verificationPolicy.freshness.green,
  offlineDays: verificationPolicy.freshness.amber / 86_400,
};
