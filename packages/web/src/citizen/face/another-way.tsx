import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { Button, type ButtonKind } from '../../shared/kit/button.tsx';
import { useFaceTarget, writeConsent } from './kinds.ts';

/**
 * The way without a face, offered at every stage of the check. An application goes to the page of all its ways, and the
 * consent of this visit is over; a credential's holder is shown the counter.
 */
export function AnotherWay({ kind = 'quiet' }: { kind?: ButtonKind }) {
  const { t } = useTranslation('citizen');
  const go = useGo();
  const target = useFaceTarget();
  const leave = () => {
    writeConsent(target, undefined);
    go(target.kind === 'application' ? `/applications/${target.id}/ways` : '/help');
  };
  return (
    <Button kind={kind} onPress={leave}>
      {t('consent.another')}
    </Button>
  );
}
