import { randomUUID } from 'node:crypto';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { expect, it } from 'vitest';
import type { Context } from '../../context.ts';
import { DatabaseAway, type DatabaseGuard } from './database-guard.ts';
import type { NewLook } from './new-look.ts';
import { createPendingLooks } from './pending-looks.ts';

const away: DatabaseGuard = { ask: () => Promise.reject(new DatabaseAway()), isAway: () => true };
const log: Context['log'] = { info() {}, warn() {}, error() {} };
const at = new Date('2026-11-21T09:03:00+08:00');
const look = (codeId: Buffer, readerId: string | null): NewLook => ({
  lookId: randomUUID(),
  cti: Buffer.alloc(12),
  codeId,
  readerId,
  at,
  receivedAt: at,
  reason: 'valid-offline',
  purpose: null,
  online: false,
  actor: { kind: 'system', id: 'test', traceId: null },
});

it('V4: a crowd of strangers during an outage does not make us forget what a gate saw', () => {
  const { atMost } = verificationPolicy.pendingLooks;
  const pending = createPendingLooks({ db: null as never, log }, away);
  const code = Buffer.alloc(16, 1);
  pending.add(look(code, 'gate'));
  for (let i = 0; i < atMost + 10; i += 1) pending.add(look(Buffer.alloc(16, 2), null));
  expect(pending.counts()).toEqual({ waiting: atMost, dropped: 11 });
  expect(pending.presentationsOf(code)).toHaveLength(1);
});
