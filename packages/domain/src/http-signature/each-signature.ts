import type { SignedRequest } from './message.ts';

/**
 * The same request once for each signature it bears, with that one alone: while one secret replaces another, a sender
 * signs with both (RFC 9421 §4.3). Empty where the headers are no dictionaries or name different signatures.
 */
export function eachSignature(request: SignedRequest): readonly SignedRequest[] {
  const inputs = membersOf(request.header('signature-input') ?? '');
  const signatures = membersOf(request.header('signature') ?? '');
  if (inputs === null || signatures === null || inputs.size !== signatures.size) return [];
  if (![...inputs.keys()].every((name) => signatures.has(name))) return [];
  return [...inputs].map(([name, input]) => ({
    ...request,
    header: (asked) =>
      asked === 'signature-input'
        ? input
        : asked === 'signature'
          ? signatures.get(name)
          : request.header(asked),
  }));
}

/** Most signatures that are looked at; whoever sends more wants work of us, not trust. */
const MOST = 4;

/** The members of a structured dictionary (RFC 8941 §3.2) by name, unparsed; null where a name comes twice. */
function membersOf(header: string): ReadonlyMap<string, string> | null {
  const members = (header.match(/(?:"[^"]*"|[^",])+/g) ?? []).map((member) => member.trim());
  const named = new Map(members.map((member) => [member.split('=')[0]!, member]));
  return members.length <= MOST && named.size === members.length ? named : null;
}
