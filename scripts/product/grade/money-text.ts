/** Hundredths of a currency as text. */

/** Exact, such as `1234.50`: for machines. */
export function decimalOf(cents: bigint): string {
  const text = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** For people: whole units, as the language writes them. */
export const moneyText = (cents: bigint, currency: string, tag: string): string =>
  `${currency} ${(cents / 100n).toLocaleString(tag)}`;
