import { lazy, Suspense } from 'react';
import { addTexts } from '../../shared/i18n/i18n.ts';
import { REQUEST_TEXTS } from './texts/loaders.ts';

const Hint = lazy(async () => {
  const [{ RequestHint }] = await Promise.all([import('./hint.tsx'), addTexts('requests', REQUEST_TEXTS)]);
  return { default: RequestHint };
});

/** The hint with its texts, fetched with the bell and after the first screen. */
export function LazyRequestHint() {
  return (
    <Suspense fallback={null}>
      <Hint />
    </Suspense>
  );
}
