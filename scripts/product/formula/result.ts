/** What a formula hands back: raw values, and values as a formula field shows them. */
import { dateText, momentText, timeText } from './calendar.ts';
import { multiply, rawOf, round, type Num } from './decimal.ts';
import { readNumber } from './field.ts';
import type { FormulaType, RawValue, ResultType } from './scope.ts';
import type { Value } from './term.ts';

/** A longer text is cut here when a field holds it, in UTF-16 units. */
const longestText = 1300;

/** A computed value in the form hosts hold values. */
export function rawResult(type: ResultType, value: Value | null): RawValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    switch (type) {
      case 'date':
        return dateText(value);
      case 'datetime':
        return momentText(value);
      case 'time':
        return `${timeText(value)}Z`;
      default:
        return value;
    }
  }
  return rawOf(value);
}

/**
 * An evaluated result as a field of type `returns` holds it: numbers rounded half up to `scale` digits after the
 * point, a percent times 100 first, text cut at 1,300 characters. A checkbox is unknown (null) where the outermost
 * expression is: a bare comparison with a blank, a bare NULL; whoever stores it makes false of that.
 */
export function formatResult(value: RawValue, returns: FormulaType, scale = 0): RawValue {
  switch (returns) {
    case 'checkbox':
      return value === null ? null : value === true;
    case 'number':
    case 'currency':
    case 'integer':
      return rounded(readNumber(value), returns === 'integer' ? 0 : scale);
    case 'percent': {
      const fraction = readNumber(value);
      return rounded(fraction === null ? null : multiply(fraction, 100), scale);
    }
    case 'text':
      return typeof value === 'string' ? value.slice(0, longestText) : value;
    default:
      return value;
  }
}

const rounded = (value: Num | null, scale: number): RawValue =>
  value === null ? null : rawOf(round(value, scale, 'half-up'));
