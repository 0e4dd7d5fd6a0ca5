import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CounterShell, PATHS } from '../counter-shell.tsx';

/** The code, big, once: it is kept nowhere. */
export function EnrolmentCode({
  code,
  expiresAt,
  onAgain,
}: {
  code: string;
  expiresAt: string;
  onAgain: () => void;
}) {
  const { t } = useTranslation('counter');
  const { locale } = usePreferences();
  return (
    <CounterShell
      title={t('readers.codeTitle')}
      lead={t('readers.codeLead', { time: dayAndTime(locale, expiresAt) })}
      back={PATHS.readers}
    >
      <Card>
        <p className="counter-code" lang="en">
          {code}
        </p>
      </Card>
      <p>{t('readers.codeNext')}</p>
      <ButtonLink href={PATHS.readers}>{t('readers.toList')}</ButtonLink>
      <Button kind="second" onPress={onAgain}>
        {t('readers.another')}
      </Button>
    </CounterShell>
  );
}
