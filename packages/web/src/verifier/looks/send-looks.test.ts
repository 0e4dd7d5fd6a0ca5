import type { LookInput } from '@suizheng/domain/contract/verification.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SendOutcome, sendLooks } from './send-looks.ts';

const look = (n: number): LookInput => ({
  lookId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  codeId: 'A'.repeat(22),
  credentialId: 'B'.repeat(16),
  at: new Date(1_800_000_000_000 + n * 1_000).toISOString(),
  reason: 'valid-offline',
  purpose: null,
  online: false,
});
const looks = (count: number) => Array.from({ length: count }, (_, n) => look(n));

describe('the queue of looks', () => {
  it('goes out oldest first, in messages no longer than allowed', async () => {
    const sizes: number[] = [];
    const first: string[] = [];
    const result = await sendLooks(
      looks(7).reverse(),
      async (message) => {
        sizes.push(message.length);
        first.push(message[0]!.at);
        return { kind: 'taken', flags: [] };
      },
      3,
    );
    expect(sizes).toEqual([3, 3, 1]);
    expect(first).toEqual([...first].sort());
    expect(result).toMatchObject({ complete: true, flags: [] });
    expect(result.done).toHaveLength(7);
  });

  it('keeps what was not heard for the next time', async () => {
    let calls = 0;
    const outcome = async (): Promise<SendOutcome> => {
      calls += 1;
      return calls === 1 ? { kind: 'taken', flags: [] } : { kind: 'unheard' };
    };
    const result = await sendLooks(looks(6), outcome, 2);
    expect(result.complete).toBe(false);
    expect(result.done).toEqual([look(0).lookId, look(1).lookId]);
    expect(calls).toBe(2);
  });

  it('drops a broken look alone, whichever it is; every other one arrives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        fc.integer({ min: 1, max: 16 }),
        async (count, pick, batch) => {
          const broken = look(pick % count).lookId;
          const arrived = new Set<string>();
          const result = await sendLooks(
            looks(count),
            async (message) => {
              if (message.some(({ lookId }) => lookId === broken)) return { kind: 'refused' };
              for (const { lookId } of message) arrived.add(lookId);
              return { kind: 'taken', flags: [] };
            },
            batch,
          );
          expect(result.complete).toBe(true);
          expect(result.done).toHaveLength(count);
          expect(arrived.size).toBe(count - 1);
        },
      ),
    );
  });

  it('hands on what the server found', async () => {
    const flag = { lookId: look(1).lookId, codeId: 'A'.repeat(22), otherReader: '西口', otherAt: look(0).at };
    const result = await sendLooks(looks(2), async () => ({ kind: 'taken', flags: [flag] }), 10);
    expect(result.flags).toEqual([flag]);
  });
});
