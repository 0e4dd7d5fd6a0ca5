/** ISO 7064 MOD 11-2 check character ('0'–'9' or 'X') over a string of decimal digits. */
export function mod11_2(digits: string): string {
  let remainder = 0;
  for (const digit of digits) remainder = ((remainder + Number(digit)) * 2) % 11;
  return '10X98765432'[remainder]!;
}

const ALPHABET_36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO 7064 MOD 37,36 check character over a string of 0–9 and A–Z (hybrid system, one check character). */
export function mod37_36(text: string): string {
  let product = 36;
  for (const character of text) {
    const sum = (product + ALPHABET_36.indexOf(character)) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return ALPHABET_36[(37 - product) % 36]!;
}
