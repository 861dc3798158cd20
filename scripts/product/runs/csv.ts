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
export function* runCsv(run: Run): Generator<string> {
  yield csvHeadForPeople(['Object', 'Key', 'Id', 'Before', 'After', 'Result', 'Errors']);
  const refusals = run.refusals();
  for (const { n, object, key, id, before, after } of run.rows()) {
    const said = (refusals.get(n)?.errors ?? []).map(({ code, message }) => `${code}: ${message}`).join('; ');
    const state = run.states.get(n) ?? 'unknown';
    yield csvRowForPeople([object, key, id, valuesText(before), valuesText(after), state, said]);
  }
}
