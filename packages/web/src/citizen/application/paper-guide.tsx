import type { CredentialProcedure } from '@suizheng/domain/procedures/procedure.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card } from '../../shared/kit/card.tsx';
import { Icon } from '../../shared/kit/icon.tsx';

/** The counters of the procedure, with any one of the proofs (B8, T7, A12). */
export function PaperGuide({ procedure }: { procedure: CredentialProcedure }) {
  const { t } = useTranslation('citizen');
  const text = useText();
  const proofs = procedure.credential.paperProofs ?? [];
  return (
    <>
      <Card title={t('counter.where')}>
        <p>{procedure.text.counters ? text(procedure.text.counters) : t('counter.whereDetail')}</p>
        <Hotline number={procedure.text.hotline} />
      </Card>
      <Card title={t(proofs.length === 1 ? 'counter.bringOne' : 'counter.bring')}>
        {proofs.length === 1 && proofs[0] ? (
          <p>{text(proofs[0].text)}</p>
        ) : (
          <ol className="bullets">
            {proofs.map((proof) => (
              <li key={proof.id}>{text(proof.text)}</li>
            ))}
          </ol>
        )}
        <p className="hint">{t('counter.effect')}</p>
      </Card>
    </>
  );
}

/** A number to call, as tall as a finger. */
export function Hotline({ number }: { number: string }) {
  const { t } = useTranslation('citizen');
  return (
    <p>
      <a className="call" href={`tel:${number}`}>
        <Icon name="phone" /> {t('counter.call', { hotline: number })}
      </a>
    </p>
  );
}
