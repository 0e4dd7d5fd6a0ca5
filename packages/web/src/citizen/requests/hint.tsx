import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { useAccount } from '../account/use-account.ts';
import { Asker } from './asker.tsx';
import { useRequests } from './use-requests.ts';

/** On the first screen, while somebody waits for the holder's answer; nothing otherwise, and nothing when asking fails. */
export function RequestHint() {
  const { t } = useTranslation('requests');
  const { data: account } = useAccount();
  // Only who is proven in person is ever asked, and only in a session that sees them.
  const { data } = useRequests(account?.level === 'real-person' && account.sees !== 'masked');
  const waiting = data?.filter(({ state }) => state === 'waiting') ?? [];
  const [first] = waiting;
  if (!first) return null;
  const one = waiting.length === 1;
  return (
    <Notice
      tone="wait"
      title={
        one ? (
          <Asker organisation={first.organisation} does={t('hint')} />
        ) : (
          t('hintMany', { count: waiting.length })
        )
      }
      live
    >
      <p>{t('hintWhy')}</p>
      <ButtonLink href={one ? `/requests/${first.id}` : '/requests'}>{t('hintGo')}</ButtonLink>
    </Notice>
  );
}
