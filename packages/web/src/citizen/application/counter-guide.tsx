import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/kit/card.tsx';
import { Hotline, PaperGuide } from './paper-guide.tsx';

/** The way that needs no face and no phone, as the procedure has it: a paper at its counter, or the level itself (A6, A12). */
export function CounterGuide({ procedureId }: { procedureId: string }) {
  const procedure = procedureById(procedureId);
  if (!procedure) return null;
  if (procedure.outcome === 'credential') return <PaperGuide procedure={procedure} />;
  return <LevelGuide hotline={procedure.text.hotline} />;
}

/** Where a level is given in person: which original to bring, and that the phone is recorded there (A6). */
export function LevelGuide({ hotline }: { hotline: string }) {
  const { t } = useTranslation('ladder');
  return (
    <>
      <Card title={t('counter.where')}>
        <p>{t('counter.whereDetail')}</p>
        <Hotline number={hotline} />
      </Card>
      <Card title={t('counter.bring')}>
        <ul className="bullets">
          <li>{t('counter.original')}</li>
          <li>{t('counter.phone')}</li>
        </ul>
        <p className="hint">{t('counter.afterDetail')}</p>
      </Card>
    </>
  );
}
