/** SQLSTATE classes of a server that cannot serve now: connection, resources, operator intervention, system. */
const CLASSES = /^(08|53|57|58)/;
/** What pg says, without a code, when a connection ends or cannot be had in time. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** True when an error means that the database cannot be reached or cannot serve now, not that a query was wrong. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return CLASSES.test(code) || /^E(CONN|PIPE|HOST|NET|TIMEDOUT)/.test(code);
  return typeof message === 'string' && WORDS.test(message);
}
