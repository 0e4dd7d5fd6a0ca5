import { lazy, Suspense } from 'react';
import { addTexts } from '../../shared/i18n/i18n.ts';
import { useAccount } from '../account/use-account.ts';
import { INBOX_TEXTS } from './texts/loaders.ts';

const Bell = lazy(async () => {
  const [{ Bell: component }] = await Promise.all([import('./bell.tsx'), addTexts('inbox', INBOX_TEXTS)]);
  return { default: component };
});

/** The bell for a signed-in person, fetched by the first screen after itself; the bell's own texts only where there is an account. */
export function LazyBell() {
  const { data: account } = useAccount();
  if (!account) return null;
  return (
    <Suspense fallback={null}>
      <Bell />
    </Suspense>
  );
}
