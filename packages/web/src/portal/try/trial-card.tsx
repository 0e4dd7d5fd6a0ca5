import { HOUR_MS } from '@suizheng/domain/policy/calendar.ts';
import { clientPolicy } from '@suizheng/domain/policy/client.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { SERVICES } from '@suizheng/domain/policy/services.ts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinNames } from '../../shared/i18n/join.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { saveFile } from '../keys/save-file.ts';
import type { Trial } from './trial.ts';

/** The first step: make a key here, tell the platform its public half, and see what came of it. */
export function TrialCard({
  trial,
  onMake,
  onForget,
}: {
  trial: Trial | null;
  onMake: () => Promise<void>;
  onForget: () => void;
}) {
  const { t } = useTranslation('portalTry');
  const text = useText();
  const { locale } = usePreferences();
  const make = useMutation({ mutationFn: onMake });
  return (
    <Card title={t('keyTitle')}>
      {trial === null ? (
        <>
          <p>
            {t('keyWhy', {
              hours: partyPolicy.trialForMs / HOUR_MS,
              perMinute: clientPolicy.trialLimits.perMinute,
            })}
          </p>
          {make.error ? <Failure error={make.error} /> : null}
          <Button isPending={make.isPending} onPress={() => make.mutate()}>
            {t('make')}
          </Button>
        </>
      ) : (
        <>
          <Facts
            rows={[
              [
                t('client'),
                <code key="id" lang="zxx" translate="no">
                  {trial.client.clientId}
                </code>,
              ],
              [t('until'), dayAndTime(locale, trial.client.expiresAt)],
              [t('services'), joinNames(trial.client.services.map((id) => text(SERVICES[id].text)))],
            ]}
          />
          <div className="portal-acts">
            <Button
              kind="second"
              onPress={() => saveFile('private-key.jwk', `${JSON.stringify(trial.key, null, 2)}\n`)}
            >
              {t('download')}
            </Button>
            <Button kind="quiet" onPress={onForget}>
              {t('anew')}
            </Button>
          </div>
          <p className="hint">{t('downloadWhy')}</p>
        </>
      )}
    </Card>
  );
}
