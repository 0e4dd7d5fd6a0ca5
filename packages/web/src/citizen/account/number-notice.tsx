import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { lazy, Suspense } from 'react';
import { addTexts } from '../../shared/i18n/i18n.ts';
import { ACCOUNT_TEXTS } from './texts/loaders.ts';

const NumberWords = lazy(async () => {
  const [{ NumberWords: component }] = await Promise.all([
    import('./number-words.tsx'),
    addTexts('account', ACCOUNT_TEXTS),
  ]);
  return { default: component };
});

/**
 * What an account without a number needs to know; nothing, and nothing fetched, for any other. `here` where one
 * registers.
 */
export function NumberNotice({
  account,
  here = false,
}: {
  account: AccountView | null | undefined;
  here?: boolean;
}) {
  if (!account || account.mobile !== null || account.hiddenHolder) return null;
  return (
    <Suspense fallback={null}>
      <NumberWords account={account} here={here} />
    </Suspense>
  );
}
