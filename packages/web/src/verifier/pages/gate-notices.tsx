import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { useGate, useGateState } from '../gate/gate-context.tsx';
import { PATHS } from '../gate-shell.tsx';

/** What must be read before going on: enrolment revoked, codes shown twice, rights ended, data refused, no data at all. */
export function GateNotices() {
  const { t } = useTranslation('verifier');
  const gate = useGate();
  const { ended, log, device, pack, refresh } = useGateState();
  const doubles = log.some(({ double, seen }) => double && !seen);
  return (
    <>
      {ended ? (
        <Notice tone="bad" title={t('ended.title')} live>
          <p>{t('ended.why', { label: ended.label })}</p>
          <p>{t('ended.next')}</p>
          <ButtonLink href={PATHS.enrol}>{t('stranger.enrol')}</ButtonLink>
          <Button kind="second" onPress={() => void gate.readEnded()}>
            {t('ended.read')}
          </Button>
        </Notice>
      ) : null}
      {doubles ? (
        <Notice tone="bad" title={t('log.doublesTitle')} live>
          <p>{t('log.doublesNext')}</p>
          <ButtonLink kind="second" href={PATHS.log}>
            {t('log.look')}
          </ButtonLink>
        </Notice>
      ) : null}
      {refresh.kind === 'refused-data' ? <RefusedData /> : null}
      {device && pack?.trust && !pack.grant ? (
        <Notice tone="wait" title={t('device.rightsEnded')} live />
      ) : null}
      {!pack && refresh.kind === 'failed' ? (
        <Notice tone="wait" title={t('scan.noData')} live>
          <p>{t('scan.noDataNext')}</p>
        </Notice>
      ) : null}
    </>
  );
}

/** The server's data is not signed by the root that this device pinned. */
export function RefusedData() {
  const { t } = useTranslation('verifier');
  const gate = useGate();
  const { device } = useGateState();
  return (
    <Notice tone="bad" title={t('device.notOurs')} live>
      {device ? (
        <>
          <p>{t('device.notOursEnrolled')}</p>
          <ButtonLink kind="second" href={PATHS.enrol}>
            {t('device.again')}
          </ButtonLink>
        </>
      ) : (
        <Button kind="second" onPress={() => void gate.trustAnew()}>
          {t('device.trustAnew')}
        </Button>
      )}
    </Notice>
  );
}
