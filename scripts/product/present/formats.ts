/** Lists, amounts, numbers and days as the reader's locale writes them. */

/** How the reader's locale writes, and where he is. */
export interface Writing {
  /** BCP 47, such as `zh-CN`. */
  readonly tag: string;
  /** IANA name, such as `Asia/Shanghai`. */
  readonly timeZone: string;
  /** `narrowSymbol` is ¥ for CNY and for JPY alike: enough where the org names its currency beside it. */
  readonly currency: 'narrowSymbol' | 'code';
  /** Amounts from this one on are written in units of the language, such as 万, and lose no digit; 0: none are. */
  readonly compactFrom: number;
}

export interface Formats {
  /** All of them, as the language strings them together. */
  list(names: readonly string[]): string;
  /** One of them. */
  either(names: readonly string[]): string;
  /** `currency` is an ISO code. */
  money(amount: number, currency: string): string;
  /** A percentage of 12.5 is 12.5 %. */
  number(value: number, isPercent?: boolean): string;
  /** A day (YYYY-MM-DD), or the day of a moment where the reader is; what is neither stays as it is, nothing stays nothing. */
  day(value: unknown): string;
}

/** Making a formatter takes a hundred times as long as using it: each is made once. */
function memoized<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

export function formatsOf({ tag, timeZone, currency: currencyDisplay, compactFrom }: Writing): Formats {
  const lists = memoized((type) => new Intl.ListFormat(tag, { type: type as Intl.ListFormatType }));
  const dates = memoized((zone) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: zone }));
  /** By its options, as JSON. */
  const numbers = memoized((options) => new Intl.NumberFormat(tag, JSON.parse(options) as Intl.NumberFormatOptions));
  return {
    list: (names) => lists('conjunction').format(names),
    either: (names) => lists('disjunction').format(names),
    money: (amount, currency) =>
      numbers(
        JSON.stringify({
          style: 'currency',
          currency,
          currencyDisplay,
          ...(compactFrom > 0 && Math.abs(amount) >= compactFrom
            ? { notation: 'compact', maximumFractionDigits: 12 }
            : { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2 }),
        }),
      ).format(amount),
    number: (value, isPercent) =>
      isPercent === true
        ? numbers('{"style":"percent","maximumFractionDigits":2}').format(value / 100)
        : numbers('{}').format(value),
    day: (value) => {
      if (typeof value !== 'string' || value === '') return '';
      const at = new Date(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
      return Number.isNaN(at.getTime()) ? value : dates(value.length === 10 ? 'UTC' : timeZone).format(at);
    },
  };
}
