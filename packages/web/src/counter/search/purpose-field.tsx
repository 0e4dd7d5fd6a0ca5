import { LOOK_PURPOSE_TEXT, type LookPurpose, purposesFor } from '@suizheng/domain/policy/staff-access.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Select } from '../../shared/kit/select.tsx';
import { useOfficer } from '../session/officer-gate.tsx';

/** Why the officer looks at somebody's data: asked before anything is shown, out of what their roles may look for. */
export function PurposeField({
  value,
  onChange,
  error,
}: {
  value: LookPurpose | null;
  onChange: (purpose: LookPurpose) => void;
  error?: string | undefined;
}) {
  const { t } = useTranslation('counter');
  const text = useText();
  const { roles } = useOfficer();
  return (
    <Select
      name="purpose"
      label={t('search.purpose')}
      hint={t('search.purposeHint')}
      options={purposesFor(roles).map((id) => ({ id, text: text(LOOK_PURPOSE_TEXT[id]) }))}
      value={value}
      onChange={(id) => onChange(id as LookPurpose)}
      error={error}
    />
  );
}
