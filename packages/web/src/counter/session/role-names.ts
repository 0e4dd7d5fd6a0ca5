import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/** Names of roles in the reader's language, as a list in words. */
export function useRoleNames(): (roles: readonly string[]) => string {
  const { t } = useTranslation('staff');
  const { locale } = usePreferences();
  return (roles) =>
    roles.map((role) => t(`roleNames.${role as 'officer'}`)).join(locale === 'en' ? ', ' : '、');
}
