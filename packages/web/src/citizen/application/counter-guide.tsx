import type { Procedure } from '@suizheng/domain/procedures/procedure.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card } from '../../shared/kit/card.tsx';
import { Icon } from '../../shared/kit/icon.tsx';

/** The way that needs no face and no phone: the police counter at the station, with any one of the proofs (B8, A12). */
export function CounterGuide({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation('citizen');
  const text = useText();
  const proofs = procedure.outcome === 'credential' ? (procedure.credential.paperProofs ?? []) : [];
  return (
    <>
      <Card title={t('counter.where')}>
        <p>{t('counter.whereDetail')}</p>
        <p>
          <a className="call" href={`tel:${procedure.text.hotline}`}>
            <Icon name="phone" /> {t('counter.call', { hotline: procedure.text.hotline })}
          </a>
        </p>
      </Card>
      <Card title={t('counter.bring')}>
        <ol className="bullets">
          {proofs.map((proof) => (
            <li key={proof.id}>{text(proof.text)}</li>
          ))}
        </ol>
        <p className="hint">{t('counter.effect')}</p>
      </Card>
    </>
  );
}
