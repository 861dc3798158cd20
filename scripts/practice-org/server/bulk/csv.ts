import type { Field } from '../schema/object.ts';
import type { Row, Value } from '../store/row.ts';
import type { Column } from '../soql/column.ts';

/** Every cell is quoted, as Salesforce quotes them; quotes inside are doubled. */
const quoted = (text: string): string => (text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`);

export const csvLine = (cells: readonly string[], delimiter: string, end: string): string =>
  cells.map(quoted).join(delimiter) + end;

const decimals = new Set<Field['kind']>(['double', 'currency', 'percent']);

/** A number as Java prints doubles of everyday size: `25000.0`, `0.5`. */
function decimalText(value: Value): string {
  if (typeof value !== 'number') return '""';
  const text = String(value);
  return Number.isInteger(value) && !text.includes('e') ? `"${text}.0"` : `"${text}"`;
}

/** How cells of a column are written: nulls as empty, moments with Z, decimals with a point. */
function cellWriter({ field }: Column): (value: Value) => string {
  if (decimals.has(field.kind)) return decimalText;
  if (field.kind === 'datetime') {
    return (value) => (typeof value === 'string' ? `"${value.slice(0, 23)}Z"` : '""');
  }
  if (field.kind === 'id' || field.kind === 'reference' || field.kind === 'date') {
    return (value) => (typeof value === 'string' ? `"${value}"` : '""');
  }
  return (value) => (value === null ? '""' : typeof value === 'string' ? quoted(value) : `"${String(value)}"`);
}

/** Writes rows of a query as CSV lines. */
export function rowWriter(columns: readonly Column[], delimiter: string, end: string): (row: Row) => string {
  const writers = columns.map((column) => ({ column, write: cellWriter(column) }));
  return (row) => {
    let line = '';
    for (const { column, write } of writers) {
      if (line !== '') line += delimiter;
      line += write(column.read(row));
    }
    return line + end;
  };
}
