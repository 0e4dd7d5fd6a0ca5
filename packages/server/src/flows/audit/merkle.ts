import { hash } from 'node:crypto';

// Merkle tree hashing of RFC 9162 §2.1: leaves and nodes have different prefixes, so that none can pass for the other.
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);
const EMPTY = hash('sha256', Buffer.alloc(0), 'buffer');

/** Hash of one leaf, 32 bytes. */
export function leafHash(data: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([LEAF, data]), 'buffer');
}

/** Roots of the complete subtrees of the leaves so far, largest first: all that is needed to go on. */
export type Frontier = { size: number; readonly roots: Buffer[] };

/** A tree without leaves. */
export function emptyFrontier(): Frontier {
  return { size: 0, roots: [] };
}

/** A frontier that can go its own way. */
export function copyFrontier(frontier: Frontier): Frontier {
  return { size: frontier.size, roots: [...frontier.roots] };
}

/** Adds one leaf's hash. */
export function append(frontier: Frontier, leaf: Buffer): void {
  let node = leaf;
  // Each trailing one-bit of the size is a complete subtree that the new one now completes to twice its size.
  for (let size = frontier.size; size % 2 === 1; size = Math.floor(size / 2))
    node = join(frontier.roots.pop()!, node);
  frontier.roots.push(node);
  frontier.size += 1;
}

/** The tree's head, 32 bytes. */
export function rootOf(frontier: Frontier): Buffer {
  return (
    frontier.roots.reduceRight<Buffer | null>((right, left) => (right ? join(left, right) : left), null) ??
    EMPTY
  );
}

function join(left: Buffer, right: Buffer): Buffer {
  return hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');
}
