/** Texts of an org as an agent gets them: short, in one line, and without characters that nobody sees. */

/** Longest text of a value; longer ones end with a mark. */
const mostCharacters = 1_000;

/** One text. Marks of direction, joiners and tags go; line ends and other controls become a space. */
export function shownText(text: string, most: number = mostCharacters): string {
  const seen = text
    .replaceAll(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+/gu, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (seen.length <= most) return seen;
  // Half a character is none.
  return `${seen.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The same value with every text in it shown so. */
export function shownValue<T>(value: T): T {
  if (typeof value === 'string') return shownText(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => shownValue(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shownValue<unknown>(one)])) as T;
}
