import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';

/** A failed act that asks for a fresh proof leads to the sign-in and back here; any other one says what happened. */
export function SignInAgain({ error, next }: { error: unknown; next: string }) {
  const { t } = useTranslation('privacy');
  const fresh = error instanceof ApiProblem && error.code === 'fresh-proof-needed';
  if (!fresh) return <Failure error={error} />;
  return (
    <Notice tone="wait" title={t('again.title')} live>
      <p>{t('again.why')}</p>
      <ButtonLink href={`/sign-in?next=${encodeURIComponent(next)}`}>{t('again.go')}</ButtonLink>
    </Notice>
  );
}
