import { lazy, Suspense } from 'react';
import { addTexts } from '../../shared/i18n/i18n.ts';
import { GUARDIAN_TEXTS } from './texts/loaders.ts';

const Hint = lazy(async () => {
  const [{ GuardianHint }] = await Promise.all([import('./hint.tsx'), addTexts('guardian', GUARDIAN_TEXTS)]);
  return { default: GuardianHint };
});

/** The hint with its texts, fetched where a face check of an application is asked for. */
export function LazyGuardianHint({ id }: { id: string }) {
  return (
    <Suspense fallback={null}>
      <Hint id={id} />
    </Suspense>
  );
}
