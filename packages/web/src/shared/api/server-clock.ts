const KEY = 'suizheng.clock';
/** A Date header counts whole seconds and travels a while: smaller differences say nothing. */
const NOISE_MS = 3_000;

let offset = kept();

/** Learns from an answer's Date header how far this device's clock is off; kept for the hours without a network. */
export function noteServerDate(header: string | null, now: number): void {
  const served = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(served)) return;
  const difference = served + 500 - now;
  const next = Math.abs(difference) < NOISE_MS ? 0 : difference;
  if (Math.abs(next - offset) < NOISE_MS && next !== 0) return;
  offset = next;
  try {
    localStorage.setItem(KEY, String(offset));
  } catch {
    // Without storage the offset is learnt again at the next call.
  }
}

/** The time as the server has it: a phone whose clock is wrong still shows codes that a gate accepts. */
export function serverNow(): Date {
  return new Date(Date.now() + offset);
}

function kept(): number {
  try {
    const value = Number(localStorage.getItem(KEY) ?? 0);
    return Number.isFinite(value) ? value : 0;
  } catch {
    return 0;
  }
}
