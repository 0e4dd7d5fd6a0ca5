import { describe, expect, it } from 'vitest';
import type { KeptCredential } from './store.ts';
import { standingOf } from './use-credentials.ts';

const now = new Date('2026-11-21T10:00:00Z');
const credential: KeptCredential = {
  id: '00000000-0000-4000-8000-000000000000',
  procedure: 'rail-temporary-id',
  identifier: 'x',
  status: 'valid',
  subject: { name: '张*晓', number: '9900**********0013' },
  issuedAt: '2026-11-21T09:00:00Z',
  expiresAt: '2026-11-22T09:00:00Z',
  presentUntil: '2026-11-21T09:30:00Z',
  token: null,
  city: null,
  heardAt: '2026-11-21T09:55:00Z',
  holderKey: null,
};
const minutes = 60_000;

describe('how a kept credential stands', () => {
  it('valid while the server said so lately', () => {
    expect(standingOf(credential, now, 30 * minutes)).toBe('valid');
  });

  it('unknown once that is too long ago: without a network nobody here can tell', () => {
    expect(standingOf(credential, now, 4 * minutes)).toBe('unknown');
  });

  it('expired by the clock, even if nobody said so', () => {
    expect(standingOf(credential, new Date('2026-11-22T09:00:00Z'), 30 * minutes)).toBe('expired');
  });

  it('revoked and suspended outweigh everything', () => {
    expect(standingOf({ ...credential, status: 'revoked' }, now, 0)).toBe('revoked');
    expect(standingOf({ ...credential, status: 'suspended' }, now, 0)).toBe('suspended');
  });
});
