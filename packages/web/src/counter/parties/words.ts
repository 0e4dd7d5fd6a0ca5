import { LEGAL_BASES, type LegalBasis } from '@suizheng/domain/policy/legal-basis.ts';
import { LOOK_REPORT_REASONS, type LookReportReason } from '@suizheng/domain/policy/look-reports.ts';
import type { PartyState } from '@suizheng/domain/policy/relying-party.ts';
import { SERVICES, type ServiceId } from '@suizheng/domain/policy/services.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import type { Fault } from '../../shared/kit/error-summary.tsx';
import type { Tone } from '../../shared/kit/notice.tsx';
import { timeLeft } from '../review/time-left.ts';

/** How each state is marked. */
export const STATE_TONES: Readonly<Record<PartyState, Tone>> = {
  applied: 'wait',
  approved: 'info',
  active: 'good',
  suspended: 'bad',
  refused: 'bad',
  withdrawn: 'info',
  ended: 'info',
};

/** What an officer has just done, by its words in the texts: said in whatever language the page then has. */
export type Done =
  | 'decide.approved'
  | 'decide.refused'
  | 'amendment.approved'
  | 'amendment.refused'
  | 'standing.done.narrow'
  | 'standing.done.suspend'
  | 'standing.done.resume'
  | 'standing.done.end';

/** Reasons of a list, to choose among. */
export const reasonTexts = (
  list: Readonly<Record<string, { readonly reason: Text }>>,
  codes: readonly string[],
): readonly { readonly id: string; readonly text: Text }[] =>
  codes.map((id) => ({ id, text: list[id]!.reason }));

/** Faults of limits in the officer's words: a limit is a number, whatever else its schema says. */
export const limitWords =
  (words: string) =>
  (fault: Fault): Fault =>
    fault.field.startsWith('limits.') ? { ...fault, text: words } : fault;

/** A legal basis in words; its code where this version has none. */
export function useBasisText(): (basis: string) => string {
  const text = useText();
  return (basis) => (Object.hasOwn(LEGAL_BASES, basis) ? text(LEGAL_BASES[basis as LegalBasis].text) : basis);
}

/** A service in words; its code where this version has none. */
export function useServiceText(): (service: string) => string {
  const text = useText();
  return (service) =>
    Object.hasOwn(SERVICES, service) ? text(SERVICES[service as ServiceId].text) : service;
}

/** How long is left until a deadline, and whether it has passed. */
export function useTimeLeft(): (dueAt: string, now: Date) => { words: string; tone: Tone } {
  const { t } = useTranslation('parties');
  return (dueAt, now) => {
    const { key, n } = timeLeft(new Date(dueAt), now);
    const tone = key.startsWith('over') ? 'bad' : key === 'days' ? 'info' : 'wait';
    return { words: t(`left.${key}`, { n }), tone };
  };
}

/** Why a holder reported a look, in words. */
export function useReportReason(): (reason: string) => string {
  const { t } = useTranslation('parties');
  const text = useText();
  return (reason) =>
    Object.hasOwn(LOOK_REPORT_REASONS, reason)
      ? text(LOOK_REPORT_REASONS[reason as LookReportReason].text)
      : t('reports.otherReason');
}
