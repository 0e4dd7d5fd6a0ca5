import type { Problem } from '@suizheng/domain/errors/problem.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import { readPreferences } from '../preferences/preferences.ts';

/** Why a call did not give an answer: refused with words, no way to the server, too slow, or an answer nobody can read. */
export type ApiProblemKind = 'refused' | 'offline' | 'unreachable' | 'timeout' | 'unreadable';

/** A call that failed; `problem` has the server's words in the person's language when it gave any. */
export class ApiProblem extends Error {
  readonly kind: ApiProblemKind;
  /** HTTP status, 0 when there was no answer. */
  readonly status: number;
  /** The server's code, or the kind where there is none. */
  readonly code: string;
  readonly problem: Problem | undefined;
  /** 32 hex characters that both sides log. */
  readonly traceId: string;
  /** Seconds to wait before another try, when the server said so. */
  readonly retryAfter: number | undefined;
  /** The language its words were asked for in. */
  readonly locale: Locale;

  constructor(
    kind: ApiProblemKind,
    detail: {
      traceId: string;
      status?: number;
      problem?: Problem | undefined;
      retryAfter?: number | undefined;
      cause?: unknown;
    },
  ) {
    super(detail.problem?.code ?? kind, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'ApiProblem';
    this.kind = kind;
    this.status = detail.status ?? 0;
    this.code = detail.problem?.code ?? kind;
    this.problem = detail.problem;
    this.traceId = detail.problem?.traceId ?? detail.traceId;
    this.retryAfter = detail.retryAfter;
    this.locale = readPreferences().locale;
  }

  /** Words for each wrong field, by its path with the given prefix taken off (`input.` for a procedure's form). */
  fields(prefix = ''): { field: string; reason: string; next: string }[] {
    return (this.problem?.errors ?? []).map(({ field, reason, next }) => ({
      field: field.startsWith(prefix) ? field.slice(prefix.length) : field,
      reason,
      next,
    }));
  }
}

/** Reads an unhappy answer into an ApiProblem. */
export async function readProblem(response: Response, traceId: string): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const body: unknown = await response.json().catch(() => undefined);
  const problem = isProblem(body) ? body : undefined;
  return new ApiProblem(problem ? 'refused' : 'unreadable', {
    traceId,
    status: response.status,
    problem,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
}

const WORDS = ['type', 'title', 'code', 'next', 'traceId'] as const;

/** By hand and not by the schema: its file brings the words of every refusal in four languages, a tenth of the first load. */
function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  const { errors, ...problem } = body as Record<string, unknown>;
  return (
    WORDS.every((word) => typeof problem[word] === 'string') &&
    (errors === undefined || Array.isArray(errors))
  );
}
