import { DAY_MS, SECOND_MS } from './calendar.ts';
import { verificationPolicy } from './verification.ts';

/** Figures of the gate app (V3, V4): ours by choice. How old data may be is signed into the trust list, not here. */
export const gatePolicy = {
  /** How often a gate that has a network asks for a new pack and sends its looks. */
  refreshMs: verificationPolicy.statusList.ttlSeconds * SECOND_MS,
  /** A verdict waits at most this long for newer data when what is here would not be green. */
  freshenWaitMs: 1_500,
  /** The answer to "was this code shown elsewhere?" is awaited this long; later it comes with the next sync. */
  doubleCheckMs: 4 * SECOND_MS,
  /** With automatic going on: how long a verdict stays; null waits for a person, who has something to do. */
  nextAfterMs: { green: 4 * SECOND_MS, amber: null, red: null },
  /** The code just checked counts again once the camera has not seen it for this long. */
  sameCodeRestMs: 2 * SECOND_MS,
  /** Shortest time between two looks of the camera: 20 a second are enough, and spare the battery. */
  decodeGapMs: 50,
  /** A hardware scanner types faster than any person: largest gap between two keys, shortest text that counts. */
  wedge: { gapMs: 60, shortest: 12 },
  /** The log on the device bears no names; it ends with the day. */
  log: { atMost: 200, keepForMs: DAY_MS },
  /** Looks wait for a network this long, at most so many go in one message. */
  looks: { keepForMs: verificationPolicy.looksForMs, batch: 200 },
} as const;
