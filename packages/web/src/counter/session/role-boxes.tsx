import { STAFF_ROLES, type StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { Icon } from '../../shared/kit/icon.tsx';

/** Which roles somebody has, each with what it may do. */
export function RoleBoxes({
  name,
  value,
  onChange,
  error,
}: {
  name: string;
  value: readonly StaffRole[];
  onChange: (roles: StaffRole[]) => void;
  error?: string | undefined;
}) {
  const { t } = useTranslation('staff');
  return (
    <fieldset className="field" id={name} tabIndex={-1}>
      <legend>{t('roles')}</legend>
      {error === undefined ? null : (
        <p className="field-error">
          <Icon name="warn" />
          <span>{error}</span>
        </p>
      )}
      {STAFF_ROLES.map((role) => (
        <Checkbox
          key={role}
          name={`${name}-${role}`}
          isSelected={value.includes(role)}
          onChange={(on) => onChange(STAFF_ROLES.filter((one) => (one === role ? on : value.includes(one))))}
        >
          {t(`roleNames.${role}`)}
          <br />
          <span className="hint">{t(`roleMay.${role}`)}</span>
        </Checkbox>
      ))}
    </fieldset>
  );
}
