/** The record types that the model names, with their sales processes. */
import type { Member } from '../org/index.ts';
import { offeredField } from './fields.ts';
import type { InstallOrg } from './org.ts';
import type { PlanChange } from './plan-types.ts';
import { mergeRecordType, recordTypePath, type Merged } from './sales-process.ts';
import { readState, type Files } from './state.ts';
import { parseXml, textOf } from './xml.ts';

export interface Processes {
  readonly names: readonly string[];
  readonly byType: ReadonlyMap<string, string>;
  readonly there: Files;
}

/** The sales process of each record type that the model names; a new one for those that have none. */
export async function processesOf(org: InstallOrg, named: readonly string[], before: Files): Promise<Processes> {
  const byType = new Map<string, string>();
  for (const name of named) {
    const there = before.get(recordTypePath(name));
    const process = there === undefined ? undefined : textOf(parseXml(there), 'businessProcess');
    byType.set(name, process ?? `TAS ${name.replaceAll('_', ' ')}`.slice(0, 40).trim());
  }
  const names = [...new Set(byType.values())];
  const members = names.map((name): Member => ({ type: 'BusinessProcess', name: `Opportunity.${name}` }));
  return { names, byType, there: await readState(org, members) };
}

export async function recordTypes(
  org: InstallOrg,
  named: readonly string[],
  byType: ReadonlyMap<string, string>,
  target: Files,
  before: Files,
): Promise<Merged[]> {
  if (named.length === 0) return [];
  const own = [...target].flatMap(([path, text]) => {
    const field = /^objects\/Opportunity\/fields\/(\w+)\.field-meta\.xml$/.exec(path)?.[1];
    const offered = field === undefined ? undefined : offeredField(field, text);
    return offered === undefined ? [] : [offered];
  });
  const mine = new Set(own.map(({ field }) => field));
  const others = [...(await org.describe('Opportunity'))].flatMap(([field, { type, picklistValues = [] }]) => {
    const values = picklistValues.filter(({ active }) => active).map(({ value }) => value);
    const listed = /picklist$/i.test(type) && values.length > 0 && field !== 'StageName' && !mine.has(field);
    return listed && field !== 'CurrencyIsoCode' && !/^Forecast/.test(field) ? [{ field, values }] : [];
  });
  return named.map((name) =>
    mergeRecordType({ name, there: before.get(recordTypePath(name)), process: byType.get(name) ?? '', own, others }),
  );
}

export const extraChange = ({ path, sentences, isNew }: Merged): PlanChange => {
  const type = path.includes('/recordTypes/') ? 'RecordType' : 'BusinessProcess';
  const name =
    path
      .split('/')
      .at(-1)
      ?.replace(/\.(?:recordType|businessProcess)-meta\.xml$/, '') ?? path;
  return { kind: isNew ? 'add' : 'change', type, name: `Opportunity.${name}`, sentences: [...sentences] };
};
