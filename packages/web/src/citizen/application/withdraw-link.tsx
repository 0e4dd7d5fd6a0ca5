import { useTranslation } from 'react-i18next';
import { TextLink } from '../../shared/kit/button.tsx';

/** The quiet way to the withdrawal page. */
export function WithdrawLink({ id }: { id: string }) {
  const { t } = useTranslation('citizen');
  return (
    <p className="alone">
      <TextLink href={`/applications/${id}/withdraw`}>{t('withdraw.link')}</TextLink>
    </p>
  );
}
