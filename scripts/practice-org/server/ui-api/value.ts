import type { Field, ObjectType } from '../schema/object.ts';
import { valueLabels } from '../schema/translate.ts';
import type { Row, Value } from '../store/row.ts';

/** How values are written out for people: language of labels, locale of numbers and dates, money. */
export interface Style {
  readonly language: string;
  /** ISO code where a record has no currency of its own. */
  readonly currency: string;
}

/** A value as the UI API writes it: moments end in `Z`, all else is as it is kept. */
export const wireValue = (field: Field, value: Value): Value =>
  field.kind === 'datetime' && typeof value === 'string' ? value.replace('+0000', 'Z') : value;

const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** Making one of these takes longer than thousands of uses. */
function memoize<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F {
  const known = formatters.get(key) as F | undefined;
  if (known !== undefined) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}

function number(value: number, locale: string, digits: number, currency?: string): string {
  const format = memoize(`${locale} ${digits} ${currency ?? ''}`, () => {
    const shared = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return new Intl.NumberFormat(locale, currency === undefined ? shared : { ...shared, style: 'currency', currency });
  });
  return format.format(value);
}

function moment(value: string, locale: string, withTime: boolean): string {
  const format = memoize(`${locale} ${withTime ? 'time' : 'day'}`, () => {
    const day = { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' } as const;
    return new Intl.DateTimeFormat(locale, withTime ? { ...day, hour: 'numeric', minute: '2-digit' } : day);
  });
  return format.format(Date.parse(value.replace('+0000', 'Z')));
}

/** The currency of a record's amounts: its own where the org has several. */
function currencyOf(object: ObjectType, row: Row, style: Style): string {
  const own = row.values[object.byName.get('currencyisocode')?.slot ?? -1];
  return typeof own === 'string' ? own : style.currency;
}

/**
 * What a page shows of a value: the label of a picklist value, a number, amount or date in the user's locale; null for
 * what is shown as it is. So it is documented for GraphQL ("toLabel() and format()") and seen in samples of REST.
 */
export function displayValue(field: Field, row: Row, value: Value, style: Style): string | null {
  if (value === null) return null;
  const locale = style.language.replace('_', '-');
  const digits = field.scale ?? 0;
  switch (field.kind) {
    case 'picklist':
      return valueLabels(field, style.language).get(String(value)) ?? String(value);
    case 'multipicklist': {
      const labels = valueLabels(field, style.language);
      return String(value)
        .split(';')
        .map((part) => labels.get(part) ?? part)
        .join(';');
    }
    case 'currency':
      return number(Number(value), locale, digits, currencyOf(field.object, row, style));
    case 'percent':
      return `${number(Number(value), locale, digits)}%`;
    case 'double':
    case 'int':
      return number(Number(value), locale, field.kind === 'int' ? 0 : Math.min(digits, 17));
    case 'date':
      return moment(String(value), locale, false);
    case 'datetime':
      return moment(String(value), locale, true);
    default:
      return null;
  }
}
