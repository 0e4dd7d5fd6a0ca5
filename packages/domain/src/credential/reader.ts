import type { FieldKey } from './fields.ts';

/** An enrolled device or system: where it stands, why it checks, and the field keys its purposes allow. Null stands for a stranger. */
export type Reader = { scope: string; purposes: string[]; fieldKeys: FieldKey[] };
