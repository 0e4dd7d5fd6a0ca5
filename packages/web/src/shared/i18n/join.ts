/** Puts two sentences together: with a space in languages that have one between sentences, without in Chinese. */
export function joinSentences(first: string, second: string): string {
  return /^\p{Script=Latin}/u.test(second) ? `${first} ${second}` : `${first}${second}`;
}
