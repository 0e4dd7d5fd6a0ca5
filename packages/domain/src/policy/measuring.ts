import { SECOND_MS } from './calendar.ts';

/** How long pictures may take to be measured, in milliseconds; an agency changes these figures here and nowhere else. */
export const measuringPolicy = {
  /** One job on one measuring worker; then the worker is replaced and goes on with the next. A check takes 2 to 4 s. */
  jobMs: 30 * SECOND_MS,
  /** From asking to the answer, waiting in the queue included: nobody stands before a screen for longer. */
  withinMs: 45 * SECOND_MS,
  /** A check whose verdict is due for so long was left by a process that died; the job takes it up. */
  leftMs: 50 * SECOND_MS,
  /** Measurings of one check that may begin and not end: pictures that kill the process must not kill it for ever. */
  begun: 3,
} as const;
