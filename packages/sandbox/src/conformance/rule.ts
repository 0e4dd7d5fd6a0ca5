/** A system of the contract. */
export const SYSTEMS = ['population', 'permits', 'organisations', 'sms', 'geo'] as const;
export type System = (typeof SYSTEMS)[number];

/** Who and what the registers know, on which the check may be run. Facts left out are not checked. */
export type Subject = {
  readonly name: string;
  readonly number: string;
  readonly mobile?: string | null | undefined;
  readonly expiry?: string | null | undefined;
  /** False when the register holds no portrait of them. */
  readonly hasPortrait: boolean;
  /** A child of the population register and one who is their guardian. */
  readonly guardianship?: { readonly child: string; readonly guardian: string } | undefined;
  readonly permit?: PermitSubject | undefined;
  readonly organisation?: { readonly uscc: string; readonly name: string } | undefined;
};

/** Someone the permit register knows. */
export type PermitSubject = Omit<Subject, 'guardianship' | 'permit' | 'organisation'> & {
  /** The number of another document of theirs: a residence permit beside a travel permit (L1). */
  readonly linkedNumber?: string | undefined;
};

/** What a rule may use. `fresh` gives an id never used before. */
export type Trial = {
  /** Address of the systems, without a slash at its end. */
  readonly baseUrl: string;
  readonly subject: Subject;
  readonly keys: {
    readonly register: string;
    readonly permits: string;
    readonly organisations: string;
    readonly sms: string;
  };
  readonly fresh: () => string;
  call(request: TrialRequest): Promise<TrialAnswer>;
};

/** One request; without `key` no credentials are sent, with `secret` it is signed as orders to a message gateway are. */
export type TrialRequest = {
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** One answer, with its body as bytes and, where it is JSON, parsed. */
export type TrialAnswer = {
  readonly status: number;
  readonly header: (name: string) => string;
  readonly bytes: Uint8Array;
  readonly json: unknown;
};

/** One rule of the contract; `check` throws `Broken`, or `NotChecked` when the subject lacks what it needs. */
export type Rule = {
  readonly id: string;
  readonly system: System;
  readonly text: string;
  readonly check: (trial: Trial) => Promise<void>;
};

/** The rule is broken; the message says how, without personal data. */
export class Broken extends Error {}

/** The rule could not be checked with this subject. */
export class NotChecked extends Error {}

/** Throws `Broken` unless the condition holds. */
export function must(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Broken(otherwise);
}
