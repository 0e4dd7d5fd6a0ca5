import pino from 'pino';

const NEVER_LOGGED = ['body', 'query', 'headers', 'url', 'ip', 'mobile', 'number', 'token', 'password'];

/** The process's log: one JSON object a line. Bodies, queries, addresses and tokens are never given to it; should one slip in, it is blotted out. */
export function createLog(level: string, destination?: pino.DestinationStream) {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        err: traceOfError,
        error: traceOfError,
        req: () => undefined,
        res: () => undefined,
      },
      redact: {
        paths: NEVER_LOGGED.flatMap((key) => [key, `*.${key}`]),
        censor: '…',
      },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );
}

/** Where an error arose, for the log: its kind and the code lines, never its message, which may quote data. */
export function traceOfError(error: unknown): Record<string, unknown> {
  const { name, code, stack, cause } = error as {
    name?: string;
    code?: string;
    stack?: string;
    cause?: unknown;
  };
  const lines = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name,
    code,
    at: lines.slice(0, 12).map((line) => line.trim()),
    ...(cause instanceof Error ? { cause: traceOfError(cause) } : {}),
  };
}
