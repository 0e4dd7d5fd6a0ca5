import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import type { ReasonCode } from '@suizheng/domain/policy/reason.ts';
import { useLastCheck } from '../face/use-last-check.ts';
import { Reasons } from './reasons.tsx';

/** Reasons that only name the step that comes next: nothing went wrong. */
const ONLY_NEXT: ReadonlySet<string> = new Set<ReasonCode>([
  'face-check-needed',
  'mobile-check-needed',
  'vouched-mobile-needed',
  'document-photos-needed',
  'document-photos-sent',
  'counter-needed',
  // One's own choice is no failure.
  'face-declined',
]);

/** Why the last try did not do, if there was one, with the next step; and what the camera saw, when one comes straight from it. */
export function LastTry({ application }: { application: ApplicationView }) {
  const check = useLastCheck({ kind: 'application', id: application.id });
  const told = application.reasons.filter(({ code }) => !ONLY_NEXT.has(code));
  const codes = new Set(told.map(({ code }) => code));
  const seen = (check?.state === 'refused' ? check.reasons : []).filter(({ code }) => !codes.has(code));
  return (
    <>
      <Reasons reasons={told} tone="wait" />
      <Reasons reasons={seen} />
    </>
  );
}
