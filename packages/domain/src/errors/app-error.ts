import type { ProblemCode } from './catalog.ts';
import type { FieldFaultCode } from './field-faults.ts';

/** One wrong field: its path in the request (`input.number`) and what is wrong with it. */
export type FieldError = { readonly field: string; readonly code: FieldFaultCode };

/** A refusal with a stable code; carries no personal data, so that it can be logged. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly fields: readonly FieldError[];
  readonly params: Readonly<Record<string, string | number>>;

  constructor(
    code: ProblemCode,
    detail: {
      fields?: readonly FieldError[];
      params?: Readonly<Record<string, string | number>>;
      cause?: unknown;
    } = {},
  ) {
    super(code, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = detail.fields ?? [];
    this.params = detail.params ?? {};
  }
}
