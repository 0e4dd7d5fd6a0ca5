import { VISIT_PURPOSES, type VisitPurpose } from '@suizheng/domain/policy/counter.ts';
import { LOOK_PURPOSE_TEXT } from '@suizheng/domain/policy/staff-access.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Select } from '../../shared/kit/select.tsx';

/** What the person came for; kept with every look in the audit log. */
export function PurposeSelect({
  value,
  onChange,
}: {
  value: VisitPurpose;
  onChange: (purpose: VisitPurpose) => void;
}) {
  const { t } = useTranslation('people');
  const text = useText();
  return (
    <Select
      name="purpose"
      label={t('find.purpose')}
      hint={t('find.purposeHint')}
      options={VISIT_PURPOSES.map((id) => ({ id, text: text(LOOK_PURPOSE_TEXT[id]) }))}
      value={value}
      onChange={(id) => onChange(id as VisitPurpose)}
    />
  );
}
