import { roundTo } from '../schema/formulas.ts';
import type { Field } from '../schema/object.ts';
import { masterRecordType } from '../schema/record-types.ts';
import { normaliseId } from '../store/ids.ts';
import type { Value } from '../store/row.ts';
import { saveError, type SaveError } from './error.ts';

/** Where a value came from: JSON has types, CSV only text. */
export type Source = 'json' | 'csv';

export type Coerced = { readonly value: Value } | { readonly error: SaveError };

const failed = (code: string, message: string, field: Field): Coerced => ({
  error: saveError(code, message, [field.name]),
});

/** What Salesforce's JSON reader calls a value. */
function jsonToken(raw: unknown): string {
  if (typeof raw === 'string') return `VALUE_STRING value ${raw}`;
  if (typeof raw === 'number')
    return `${Number.isInteger(raw) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT'} value ${raw}`;
  if (typeof raw === 'boolean') return `VALUE_${raw ? 'TRUE' : 'FALSE'} value ${String(raw)}`;
  if (raw === null) return 'VALUE_NULL value null';
  return Array.isArray(raw) ? 'START_ARRAY value [' : 'START_OBJECT value {';
}

function wrongType(field: Field, raw: unknown, source: Source): Coerced {
  if (source === 'json') {
    const message = `Cannot deserialize instance of ${field.kind} from ${jsonToken(raw)} or request may be missing a required field at [line:1, column:1]`;
    return failed('JSON_PARSER_ERROR', message, field);
  }
  return failed('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: ${String(raw)}`, field);
}

function toText(field: Field, raw: string): Coerced {
  // Only the ends are trimmed, of spaces and controls: whether wider spaces are blank, Salesforce does not say.
  const text = raw.replace(/^[\0- ]+|[\0- ]+$/g, '');
  if (text === '') return { value: null };
  if (field.length !== undefined && text.length > field.length) {
    const message = `${field.label}: data value too large: ${text.slice(0, 255)} (max length=${field.length})`;
    return failed('STRING_TOO_LONG', message, field);
  }
  if (field.kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) {
    return failed('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, field);
  }
  return { value: text };
}

function toNumber(field: Field, raw: unknown, source: Source): Coerced {
  const number =
    typeof raw === 'number'
      ? raw
      : typeof raw === 'string' && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(raw.trim())
        ? Number(raw)
        : NaN;
  if (!Number.isFinite(number)) return wrongType(field, raw, source);
  const scale = field.scale ?? 0;
  const rounded = roundTo(number, scale);
  const digits = (field.precision ?? 18) - (field.kind === 'int' ? 0 : scale);
  if (Math.abs(rounded) >= 10 ** digits) {
    return failed(
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${number}`,
      field,
    );
  }
  return { value: rounded };
}

const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
};

/** The days that Salesforce keeps (Data Loader Guide, date formats). */
const [firstDay, lastDay] = ['1700-01-01', '4000-12-31'];
const isInRange = (day: string): boolean => day >= firstDay && day <= lastDay;
const outOfRange = (field: Field, day: string): Coerced =>
  failed(
    'INVALID_TYPE_ON_FIELD_IN_RECORD',
    `${field.label}: invalid date: ${day}. Dates go from ${firstDay} to ${lastDay}.`,
    field,
  );

function toDate(field: Field, raw: string, source: Source): Coerced {
  const day = /^(\d{4}-\d\d-\d\d)(?:T[\d:.]+(?:Z|[-+]\d\d:?\d\d)?)?$/.exec(raw.trim())?.[1];
  if (day === undefined || !isDay(day)) return wrongType(field, raw, source);
  return isInRange(day) ? { value: day } : outOfRange(field, day);
}

/** Seconds precision, as Salesforce keeps moments. */
export const moment = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}.000+0000`;

function toDatetime(field: Field, raw: string, source: Source): Coerced {
  const text = raw.trim();
  const day = text.slice(0, 10);
  if (isDay(day) && !isInRange(day)) return outOfRange(field, day);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/.test(text) && Number.isFinite(Date.parse(text)))
    return { value: text };
  if (/^\d{4}-\d\d-\d\d$/.test(text) && isDay(text)) return { value: `${text}T00:00:00.000+0000` };
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[-+]\d\d:?\d\d)$/.test(text)) return wrongType(field, raw, source);
  const time = Date.parse(text.replace(/([-+]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isFinite(time) ? { value: moment(time) } : wrongType(field, raw, source);
}

function toPicklist(field: Field, raw: string): Coerced {
  const text = raw.trim();
  if (text === '') return { value: null };
  const { options } = field;
  if (field.restricted === true && options !== undefined) {
    const known = options.get(text.toLowerCase());
    if (known === undefined) return badValue(field, text);
    return { value: known };
  }
  return toText(field, text);
}

const badValue = (field: Field, text: string): Coerced =>
  failed(
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${field.label}: bad value for restricted picklist field: ${text}`,
    field,
  );

function toMultipicklist(field: Field, raw: string): Coerced {
  const parts = [
    ...new Set(
      raw
        .split(';')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
  if (parts.length === 0) return { value: null };
  const { options = new Map<string, string>() } = field;
  const unknown = parts.find((part) => !options.has(part.toLowerCase()));
  if (unknown !== undefined && field.restricted === true) return badValue(field, unknown);
  // Kept in the order the values are defined in, those of nobody's definition last.
  const known = parts.flatMap((part) => options.get(part.toLowerCase()) ?? []);
  const order = [...options.values()];
  known.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return { value: [...known, ...parts.filter((part) => !options.has(part.toLowerCase()))].join(';') };
}

function toId(field: Field, raw: string): Coerced {
  const text = raw.trim();
  if (text === '') return { value: null };
  const id = normaliseId(text);
  if (id === undefined) return failed('MALFORMED_ID', `${field.label}: id value of incorrect type: ${text}`, field);
  return { value: id === masterRecordType ? null : id };
}

function toBoolean(field: Field, raw: unknown, source: Source): Coerced {
  if (typeof raw === 'boolean') return { value: raw };
  if (typeof raw === 'string' && /^(true|1)$/i.test(raw)) return { value: true };
  if (typeof raw === 'string' && /^(false|0)$/i.test(raw)) return { value: false };
  return wrongType(field, raw, source);
}

/** A value as a client sent it, as the field holds it; or why it cannot be. */
export function coerce(field: Field, raw: unknown, source: Source): Coerced {
  if (raw === null || raw === undefined) {
    if (field.kind !== 'boolean') return { value: null };
    return source === 'csv' ? { value: false } : wrongType(field, null, source);
  }
  switch (field.kind) {
    case 'boolean':
      return toBoolean(field, raw, source);
    case 'double':
    case 'currency':
    case 'percent':
    case 'int':
      return toNumber(field, raw, source);
    default:
  }
  if (typeof raw !== 'string') return wrongType(field, raw, source);
  switch (field.kind) {
    case 'date':
      return raw.trim() === '' ? { value: null } : toDate(field, raw, source);
    case 'datetime':
      return raw.trim() === '' ? { value: null } : toDatetime(field, raw, source);
    case 'picklist':
      return toPicklist(field, raw);
    case 'multipicklist':
      return toMultipicklist(field, raw);
    case 'id':
    case 'reference':
      return toId(field, raw);
    default:
      return toText(field, raw);
  }
}
