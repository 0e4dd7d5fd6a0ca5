/** What a verb may touch of the outside: where it writes and which environment it reads. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  env: NodeJS.ProcessEnv;
}

/** Runs one verb on its arguments; answers the exit code: 0 accepted or done, 1 refused or failed, 2 misuse. */
export type Run = (argv: string[], io: Io) => Promise<number>;

/** One verb of the command line, as the help shows it. */
export interface Verb {
  /** The words that call it, e.g. `audit verify`. */
  words: string;
  usage: string;
  summary: string;
  /** Whether it needs a database: the one of DATABASE_URL, else this machine's embedded one. */
  database: boolean;
  load(): Promise<Run>;
}
