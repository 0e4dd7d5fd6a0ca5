import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';

/** No body of ours nests deeper; a limit keeps everything that walks a body away from the stack's end. */
const DEEPEST = 24;
/** Whole texts only, so that one serves all. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
/** Wrong fields named in one answer; more help nobody. */
const MOST_FAULTS = 50;

/**
 * Parses a JSON body. Throws `malformed-request` for bytes that are no UTF-8 or no JSON, `validation-failed` for
 * texts that no database can keep (NUL, lone surrogates) and for keys that would reach a prototype.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new AppError('malformed-request');
  }
  refuseUnstorable(value);
  return value;
}

/** True for a text that PostgreSQL and UTF-8 can hold. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function refuseUnstorable(root: unknown): void {
  const faults: FieldError[] = [];
  const left: { value: unknown; path: string[] }[] = [{ value: root, path: [] }];
  // A loop with its own stack: recursion would end at a few thousand levels of nesting.
  for (let item = left.pop(); item !== undefined && faults.length < MOST_FAULTS; item = left.pop()) {
    const { value, path } = item;
    if (typeof value === 'string') {
      if (!isStorable(value)) faults.push({ field: fieldName(path), code: 'field.invalid' });
    } else if (typeof value === 'object' && value !== null) {
      if (path.length >= DEEPEST) throw new AppError('malformed-request');
      for (const [key, inner] of Object.entries(value)) {
        if (key === '__proto__' || !isStorable(key)) {
          faults.push({ field: fieldName([...path, key]), code: 'field.unknown' });
        } else left.push({ value: inner, path: [...path, key] });
      }
    }
  }
  if (faults.length > 0) throw new AppError('validation-failed', { fields: faults });
}

function fieldName(path: readonly string[]): string {
  return path.join('.').slice(0, 120).toWellFormed() || 'body';
}
