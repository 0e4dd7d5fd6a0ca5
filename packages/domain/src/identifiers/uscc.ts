const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The 18th character of a unified social credit code (GB 32100-2015) for its first 17. */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** True for a well-formed unified social credit code 统一社会信用代码 with a right check character. */
export function isUscc(text: string): boolean {
  return (
    /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text) &&
    usccCheckCharacter(text.slice(0, 17)) === text[17]
  );
}
