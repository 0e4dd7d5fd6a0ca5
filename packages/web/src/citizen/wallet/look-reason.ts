import { ACCEPTED_REASONS } from '@suizheng/domain/credential/verdict.ts';

/** Whether a look's reason is one of those that let a person pass. */
export function isAccepted(reason: string): boolean {
  return (ACCEPTED_REASONS as readonly string[]).includes(reason);
}
