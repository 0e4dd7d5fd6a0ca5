import { VOUCHING_PROBLEMS } from '@suizheng/domain/contract/vouching.ts';
import { LADDER_PROBLEMS } from '@suizheng/domain/errors/ladder-problems.ts';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Notice } from '../../shared/kit/notice.tsx';

/** What became of a trip to the third party that brought nothing back: the callback names it in `?problem=` (A3). */
export function VouchingProblem() {
  const { t } = useTranslation('ladder');
  const text = useText();
  const problem = useSearch({
    strict: false,
    select: (search: { problem?: unknown }) => VOUCHING_PROBLEMS.find((code) => code === search.problem),
  });
  if (!problem) return null;
  if (problem === 'register-unavailable')
    return (
      <Notice tone="bad" title={t('vouching.registerAway')} live>
        <p>{t('vouching.registerAwayNext')}</p>
      </Notice>
    );
  const { title, next } = LADDER_PROBLEMS[problem];
  return (
    <Notice tone="bad" title={text(title)} live>
      <p>{text(next)}</p>
    </Notice>
  );
}
