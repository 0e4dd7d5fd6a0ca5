/** Puts two sentences together: with a space in languages that have one between sentences, without in Chinese. */
export function joinSentences(first: string, second: string): string {
  return /^\p{Script=Latin}/u.test(second) ? `${first} ${second}` : `${first}${second}`;
}

/** Names in one line, as a sentence begins: commas and small letters in English, 、 in Chinese. */
export function joinNames(names: readonly string[]): string {
  const latin = /^\p{Script=Latin}/u.test(names[0] ?? '');
  if (!latin) return names.join('、');
  const small = names.map((name) => name.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (letter) => letter.toLowerCase()));
  return small.join(', ').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
