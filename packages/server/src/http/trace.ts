/** A W3C traceparent header (Trace Context §3.2): version, trace id, parent id, flags. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;

/** The trace id of a request: the caller's when it sent a valid traceparent, else 16 random bytes; 32 hex digits. */
export function traceIdOf(
  traceparent: string | string[] | undefined,
  random: (length: number) => Uint8Array,
): string {
  const theirs = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
  if (theirs !== undefined && !/^0+$/.test(theirs)) return theirs;
  return Buffer.from(random(16)).toString('hex');
}
