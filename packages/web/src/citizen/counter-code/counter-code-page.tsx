import { applicationReference, referenceCode } from '@suizheng/domain/application/reference.ts';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/kit/card.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { QrCode } from '../wallet/qr-code.tsx';
import { useWakeLock } from '../wallet/use-wake-lock.ts';
import './counter-code.css';

/** The application's reference, to be scanned or read out at a counter: it names the application and nobody's data. */
export function CounterCodePage() {
  const { t } = useTranslation('counterCode');
  const { id = '' } = useParams({ strict: false });
  useWakeLock();
  return (
    <PageShell title={t('title')} lead={t('lead')} back={{ href: `/applications/${id}`, label: t('back') }}>
      <SignedIn>
        {() => (
          <Card>
            <div className="qr-box counter-qr">
              <QrCode text={referenceCode(id)} label={t('label')} />
            </div>
            <p className="counter-reference nums" lang="en">
              {applicationReference(id)}
            </p>
            <p>{t('bring')}</p>
            <p className="hint">{t('safe')}</p>
          </Card>
        )}
      </SignedIn>
    </PageShell>
  );
}
