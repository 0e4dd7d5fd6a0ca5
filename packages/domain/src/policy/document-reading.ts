import { parseResidentId } from '../identifiers/resident-id.ts';

/** A text read by machine, and how sure the model is, 0..1. */
export type ReadText = { readonly text: string; readonly score: number };
/** What was read on the front of a card. */
export type CardReading = { readonly name: ReadText | null; readonly number: ReadText | null };

/** Whether what was read is what the register knows; `unread` where the machine cannot tell. */
export type Agreement = 'same' | 'other' | 'unread';
/** For the reviewer, who decides: a hint, never a verdict, and no personal data. */
export type ReadingAgrees = { readonly name: Agreement; readonly number: Agreement };

/** Surer than this, a reading that differs is worth a hint (policy); rare characters are read as their commoner twins. */
export const SURE = 0.95;

/** Compares a reading with the name and number that the register confirmed. */
export function compareReading(
  read: CardReading | null,
  known: { readonly name: string; readonly number: string },
): ReadingAgrees {
  return {
    name: compareName(read?.name ?? null, known.name),
    number: compareNumber(read?.number ?? null, known.number),
  };
}

function compareNumber(read: ReadText | null, known: string): Agreement {
  if (!read) return 'unread';
  if (read.text === known) return 'same';
  // A misread digit breaks the check character: only a number that could be one is another one.
  return read.score >= SURE && parseResidentId(read.text, { sandbox: true }).ok ? 'other' : 'unread';
}

function compareName(read: ReadText | null, known: string): Agreement {
  if (!read) return 'unread';
  const [seen, wanted] = [plain(read.text), plain(known)];
  if (seen.join('') === wanted.join('')) return 'same';
  // A character that the model does not know is left out: a name that lacks some of its characters was not read.
  const lacks = seen.length < wanted.length && seen.every((character) => wanted.includes(character));
  return lacks || read.score < SURE ? 'unread' : 'other';
}

/** Characters without dots and spaces: they are printed and read in many ways. */
function plain(name: string): string[] {
  return [...name.normalize('NFC')].filter((character) => /\p{Letter}/u.test(character));
}
