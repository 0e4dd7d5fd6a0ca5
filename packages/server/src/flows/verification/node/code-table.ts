/** Two numbers for each of many 16-byte keys: an unsigned 32-bit one that is not 0, and a whole one. */
export type CodeTable = {
  /** The place of a key, or -1. It holds until the next `add`. */
  find(key: Buffer): number;
  owner(place: number): number;
  at(place: number): number;
  /** Takes in a key that is not there. */
  add(key: Buffer, owner: number, at: number): void;
  size(): number;
};

/** Words of a place: the key, the owner, the time. */
const WORDS = 6;
const OWNER = 4;
const AT = 5;
/** Tables that grow one by one: growing all at once would stop a process of a million codes for long. */
const PARTS = 256;
const FIRST_PLACES = 16;
const FULL = 0.7;
/** A second number is kept as its distance from the first of them, with this added; 0 says that it is too far off. */
const MIDDLE = 2 ** 31;

/** The key that stands at a place, as a text. */
const nameOf = (words: Uint32Array, place: number): string => words.subarray(place, place + OWNER).join();

/**
 * Open addressing in typed arrays: 60 to 100 bytes a key and nothing for a garbage collector to walk, where a Map of
 * objects takes 280 and is walked for ever. Keys are digests; the salt keeps who chooses among digests from choosing
 * places. Nothing is removed: a table is thrown away whole.
 */
export function createCodeTable(salt: number): CodeTable {
  const parts = Array.from({ length: PARTS }, () => new Uint32Array(0));
  const used = new Uint32Array(PARTS);
  let base: number | null = null;
  /** Second numbers too far from the first: after a clock jumped by weeks. By key, since places move. */
  const far = new Map<string, number>();
  let size = 0;
  /** Where the last search ended: part, and word in it. */
  let part = 0;
  let place = 0;

  /** Points part and place at the key, or at where it would stand; true when it is there. */
  const search = (a: number, b: number, c: number, d: number): boolean => {
    part = (Math.imul(a ^ salt, 0x9e3779b1) >>> 24) & (PARTS - 1);
    const words = parts[part]!;
    const places = words.length / WORDS;
    if (places === 0) return false;
    // Mixed twice: after one product the lower bits would depend on the lower bits alone, and the salt would change which
    // place keys that are alike in them share, not that they share one.
    let mixed = Math.imul(b ^ salt, 0x85ebca6b) ^ Math.imul(a, 0xc2b2ae35);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
    let index = (mixed ^ (mixed >>> 13)) & (places - 1);
    for (;;) {
      place = index * WORDS;
      if (words[place + OWNER] === 0) return false;
      if (words[place] === a && words[place + 1] === b && words[place + 2] === c && words[place + 3] === d)
        return true;
      index = (index + 1) & (places - 1);
    }
  };
  /** Writes where the last search ended. */
  const put = (a: number, b: number, c: number, d: number, owner: number, at: number) => {
    const words = parts[part]!;
    words[place] = a;
    words[place + 1] = b;
    words[place + 2] = c;
    words[place + 3] = d;
    words[place + OWNER] = owner;
    words[place + AT] = at;
  };
  const grow = (which: number) => {
    const before = parts[which]!;
    parts[which] = new Uint32Array(Math.max(FIRST_PLACES * WORDS, 2 * before.length));
    for (let i = 0; i < before.length; i += WORDS) {
      const owner = before[i + OWNER]!;
      if (owner === 0) continue;
      const [a, b, c, d] = [before[i]!, before[i + 1]!, before[i + 2]!, before[i + 3]!];
      search(a, b, c, d);
      put(a, b, c, d, owner, before[i + AT]!);
    }
  };
  return {
    find(key) {
      const found = search(
        key.readUInt32LE(0),
        key.readUInt32LE(4),
        key.readUInt32LE(8),
        key.readUInt32LE(12),
      );
      return found ? part * 2 ** 32 + place : -1;
    },
    owner: (found) => parts[Math.floor(found / 2 ** 32)]![(found % 2 ** 32) + OWNER]!,
    at(found) {
      const words = parts[Math.floor(found / 2 ** 32)]!;
      const first = found % 2 ** 32;
      const distance = words[first + AT]!;
      return distance === 0 ? far.get(nameOf(words, first))! : distance - MIDDLE + base!;
    },
    add(key, owner, at) {
      base ??= at;
      const [a, b] = [key.readUInt32LE(0), key.readUInt32LE(4)];
      const [c, d] = [key.readUInt32LE(8), key.readUInt32LE(12)];
      search(a, b, c, d);
      if (((used[part]! + 1) * WORDS) / FULL > parts[part]!.length) {
        grow(part);
        search(a, b, c, d);
      }
      const distance = at - base + MIDDLE;
      const near = distance > 0 && distance < 2 ** 32;
      put(a, b, c, d, owner, near ? distance : 0);
      if (!near) far.set(nameOf(parts[part]!, place), at);
      used[part]! += 1;
      size += 1;
    },
    size: () => size,
  };
}
