import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../shared/kit/button.tsx';

/** The way of who is not the holder, beside the holder's own. */
export function NewOwnerLink() {
  const { t } = useTranslation('account');
  return (
    <ButtonLink kind="second" href="/account/new-owner">
      {t('mine')}
    </ButtonLink>
  );
}
