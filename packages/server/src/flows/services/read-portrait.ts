import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';

/** The bytes of a JPEG handed in as base64; throws `validation-failed` for anything that is not one. */
export function readPortrait(base64: string): Buffer {
  const bytes = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null;
  if (bytes === null || bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) {
    throw pictureFault('portrait.unreadable');
  }
  return bytes;
}

/** The refusal of a picture, named so that it can be taken again. */
export function pictureFault(code: FieldFaultCode): AppError {
  return new AppError('validation-failed', { fields: [{ field: 'portrait', code }] });
}
