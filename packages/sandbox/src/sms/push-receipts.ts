import { type SmsReceipt, smsSignature } from '@suizheng/domain/contract/registers.ts';
import { signRequest } from '@suizheng/domain/http-signature/sign-request.ts';
import type { FaultNow } from '../faults.ts';
import type { Messages } from './messages.ts';

/** Pushes receipts to whoever sent the messages, until they are taken or tried too often. */
export type ReceiptPusher = {
  /** Where receipts go; null pushes none, they can always be asked for. */
  pushTo(url: string | null): void;
  /** Something new may be due. */
  wake(): void;
  close(): Promise<void>;
};

const BATCH = 50;
const ANSWER_MS = 5_000;

/** Opens the pusher; one batch is under way at a time, so that receipts arrive in the order they arose. */
export function openReceiptPusher(parts: {
  readonly messages: Messages;
  readonly secret: string;
  readonly newId: () => string;
  readonly now: () => number;
  readonly faultNow: FaultNow;
}): ReceiptPusher {
  const { messages, now } = parts;
  const secret = new TextEncoder().encode(parts.secret);
  const end = new AbortController();
  let url: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;

  async function push(receipts: readonly SmsReceipt[]): Promise<boolean> {
    const target = new URL(url!);
    const body = new TextEncoder().encode(JSON.stringify({ receipts }));
    const request = {
      method: 'POST',
      path: target.pathname,
      query: target.search,
      contentType: 'application/json',
      body,
    };
    const created = new Date(now());
    const signed = { ...smsSignature.receipt, secret, created, nonce: parts.newId() };
    try {
      const answer = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(await signRequest(request, signed)) },
        body,
        redirect: 'error',
        signal: AbortSignal.any([end.signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      return answer.ok;
    } catch {
      return false;
    }
  }

  async function run(): Promise<void> {
    while (url !== null && !end.signal.aborted) {
      const due = messages.duePushes(now(), BATCH);
      if (due.length === 0) break;
      const fault = parts.faultNow('receipts');
      const ids = due.map(({ messageId }) => messageId);
      if (fault?.mode === 'error' || fault?.mode === 'reset') {
        messages.setPush(ids, { lost: true });
        continue;
      }
      if (fault?.mode === 'delay') {
        messages.setPush(ids, { dueAt: now() + fault.ms });
        break;
      }
      const taken = await push(due);
      if (taken && fault?.mode === 'duplicate') await push(due);
      messages.setPush(ids, taken ? { pushedAt: new Date(now()).toISOString() } : { failedAt: now() });
    }
    const next = messages.nextPush();
    if (next === null || url === null || end.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(wake, Math.max(10, next - now()));
    timer.unref();
  }

  function wake(): void {
    if (running !== null || end.signal.aborted) return;
    running = run().finally(() => {
      running = null;
    });
  }

  return {
    pushTo(to) {
      url = to;
      wake();
    },
    wake,
    async close() {
      end.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
