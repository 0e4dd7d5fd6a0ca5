import type { LookFlag, LookInput } from '@suizheng/domain/contract/verification.ts';

/** How one message of looks fared: taken (with what the server found), refused as a whole, or not heard. */
export type SendOutcome =
  | { readonly kind: 'taken'; readonly flags: readonly LookFlag[] }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unheard' };

/** Sends one message; it must not throw. */
export type SendLooks = (looks: readonly LookInput[]) => Promise<SendOutcome>;

/** What may leave the queue, what the server found, and whether it was heard to the end. */
export type SentLooks = {
  readonly done: readonly string[];
  readonly flags: readonly LookFlag[];
  readonly complete: boolean;
};

/**
 * Sends waiting looks, oldest first, in messages of at most `batch`. A message that is refused is halved until
 * the one bad look is alone, which is then dropped: one broken row must not hold up a day's looks.
 */
export async function sendLooks(
  waiting: readonly LookInput[],
  send: SendLooks,
  batch: number,
): Promise<SentLooks> {
  const done: string[] = [];
  const flags: LookFlag[] = [];
  const queue: (readonly LookInput[])[] = [];
  const sorted = [...waiting].sort((a, b) => a.at.localeCompare(b.at));
  for (let at = 0; at < sorted.length; at += batch) queue.push(sorted.slice(at, at + batch));
  for (let message = queue.shift(); message; message = queue.shift()) {
    const outcome = await send(message);
    if (outcome.kind === 'unheard') return { done, flags, complete: false };
    if (outcome.kind === 'refused' && message.length > 1) {
      const middle = message.length >> 1;
      queue.unshift(message.slice(0, middle), message.slice(middle));
      continue;
    }
    done.push(...message.map((look) => look.lookId));
    if (outcome.kind === 'taken') flags.push(...outcome.flags);
  }
  return { done, flags, complete: true };
}
