import { TERMS } from '@suizheng/domain/contract/consent-terms.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card } from '../../shared/kit/card.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import type { QuestionFieldProps } from './question-field.tsx';

/** The terms in a few sentences, and one tick: the answer is the version that was read (A1). */
export function TermsField({ field, value, onChange, error }: QuestionFieldProps) {
  const { t } = useTranslation('ladder');
  const text = useText();
  return (
    <>
      <Card>
        <ul className="bullets">
          {TERMS.points.map((point) => (
            <li key={point.en}>{text(point)}</li>
          ))}
        </ul>
        <p className="hint">{t('terms.version', { version: TERMS.version })}</p>
      </Card>
      <Checkbox
        name={field.name}
        isSelected={value === TERMS.version}
        onChange={(selected) => onChange(selected ? TERMS.version : '')}
        error={error}
      >
        {text(field.label)}
      </Checkbox>
    </>
  );
}
