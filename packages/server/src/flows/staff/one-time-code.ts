import { STAFF_ACCESS_POLICY } from '@suizheng/domain/policy/staff-access.ts';
import { Secret, TOTP } from 'otpauth';

const { digits, periodS, drift } = STAFF_ACCESS_POLICY.oneTimeCode;

/** Under which wrong codes are counted. */
export const STAFF_CODES = 'staff-codes';

/** Bytes of a secret: RFC 4226 §4 recommends 160 bits. */
export const SECRET_BYTES = 20;

/** The second factor of a secret, named for whom it is. */
export function factorOf(secret: Uint8Array, label: string): TOTP {
  return new TOTP({
    issuer: '随证 Suizheng',
    label,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
    algorithm: 'SHA1',
    digits,
    period: periodS,
  });
}

/** The step of time that a code is right for, within the drift; null when it is right for none. */
export function stepOf(secret: Uint8Array, code: string, now: Date): number | null {
  const totp = factorOf(secret, '');
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: drift });
  return delta === null ? null : totp.counter({ timestamp: now.getTime() }) + delta;
}
