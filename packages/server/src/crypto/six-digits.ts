/** Six digits, each of the million equally likely: draws beyond the last whole million of 2³² are thrown away. */
export function sixDigits(random: (length: number) => Uint8Array): string {
  for (;;) {
    const drawn = Buffer.from(random(4)).readUInt32BE();
    if (drawn < 4_294_000_000) return String(drawn % 1_000_000).padStart(6, '0');
  }
}
