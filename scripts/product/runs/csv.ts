/** A run's rows as a table for people. */
import { csvHeadForPeople, csvRowForPeople } from '../csv/index.ts';
import type { Run, RunValues } from './run.ts';

const valuesText = (values: RunValues | null): string =>
  values === null
    ? ''
    : Object.entries(values)
        .map(([field, value]) => `${field}=${value === null ? '' : String(value)}`)
        .join('; ');

/** One line for each row: what it was, what it shall be, what came of it. */
export function* runCsv({ rows, results }: Run): Generator<string> {
  yield csvHeadForPeople(['Object', 'Key', 'Id', 'Before', 'After', 'Result', 'Errors']);
  for (const { n, object, key, id, before, after } of rows) {
    const { state = 'unknown', errors = [] } = results.get(n) ?? {};
    const said = errors.map(({ code, message }) => `${code}: ${message}`).join('; ');
    yield csvRowForPeople([object, key, id, valuesText(before), valuesText(after), state, said]);
  }
}
