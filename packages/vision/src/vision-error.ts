/** Broken expectations of the vision package; expected outcomes are unions, not errors. */
export type VisionErrorCode =
  | 'models-missing'
  | 'manifest-invalid'
  | 'too-many-frames'
  | 'pool-busy'
  | 'pool-closed'
  | 'worker-failed'
  | 'too-slow';

/** The package's one error: a stable `code` and words without personal data. */
export class VisionError extends Error {
  readonly code: VisionErrorCode;
  constructor(code: VisionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VisionError';
    this.code = code;
  }
}
