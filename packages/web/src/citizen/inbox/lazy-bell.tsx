import { lazy, Suspense } from 'react';
import { addTexts } from '../../shared/i18n/i18n.ts';
import { useAccount } from '../account/use-account.ts';
import { INBOX_TEXTS } from './texts/loaders.ts';

const Bell = lazy(async () => {
  const [{ Bell: component }] = await Promise.all([import('./bell.tsx'), addTexts('inbox', INBOX_TEXTS)]);
  return { default: component };
});

/** The bell for a signed-in person; nothing of it is part of the first load. */
export function LazyBell() {
  const { data: account } = useAccount();
  if (!account) return null;
  return (
    <Suspense fallback={null}>
      <Bell />
    </Suspense>
  );
}
