/** What setup rows are made from. */
import type { ComponentLog } from '../metadata-api/log.ts';
import { componentsOfType } from '../metadata-api/select.ts';
import type { MetadataStore } from '../metadata-api/store.ts';
import { parentOf } from '../metadata-api/types.ts';
import type { Org } from '../org.ts';
import type { ObjectType } from '../schema/object.ts';
import type { Xml } from '../schema/xml.ts';
import type { Value } from '../store/row.ts';
import { readAny } from './metadata-value.ts';

export interface SetupSource {
  readonly org: Org;
  readonly store: MetadataStore;
  readonly log: ComponentLog;
}

/** A row by the names of its fields; what is left out is null, or false. */
export type SetupRow = Readonly<Record<string, Value>> & { readonly Id: string };

/** A component of the store, its file read. */
export interface Component {
  readonly fullName: string;
  readonly id: string;
  readonly xml: Xml;
  /** Who made it and when, and that nobody packaged it. */
  readonly shared: Readonly<Record<string, Value>>;
}

const moment = (iso: string): string => iso.replace(/Z$/, '+0000');

/** Id of a component and what every row of one has. */
export function sharedBy({ log }: SetupSource, type: string, fullName: string): Pick<Component, 'id' | 'shared'> {
  const { id, createdDate, lastModifiedDate } = log.of({ type, fullName });
  return {
    id,
    shared: {
      CreatedDate: moment(createdDate),
      LastModifiedDate: moment(lastModifiedDate),
      ManageableState: 'unmanaged',
    },
  };
}

/** Every component of a type that has a file which can be read; of a container's parts, the part's own element. */
export function* componentsOf(source: SetupSource, type: string): Generator<Component> {
  const { org, store } = source;
  const element = parentOf(type)?.children.find(({ name }) => name === type)?.element ?? '';
  const files = new Map<string, Xml | undefined>();
  for (const { fullName, paths, part } of componentsOfType(store, org, type)) {
    const [path] = paths;
    if (path === undefined) continue;
    const file = files.has(path) ? files.get(path) : readAny(store.text(path) ?? '', path);
    files.set(path, file);
    const xml = part === undefined ? file : file?.all(element).find((one) => one.text('fullName') === part);
    if (xml !== undefined) yield { fullName, xml, ...sharedBy(source, type, fullName) };
  }
}

/** How the Tooling API calls an object: a standard one by its name, a custom one by its 15-character id. */
export function durableId({ log }: Pick<SetupSource, 'log'>, name: string): string {
  return /__\w+$/.test(name) ? log.of({ type: 'CustomObject', fullName: name }).id.slice(0, 15) : name;
}

export const developerName = (name: string): string => name.replace(/__[a-z]+$/i, '');

export const objectOf = ({ org }: SetupSource, name: string): ObjectType | undefined =>
  org.objects.get(name.toLowerCase());

/** Object and name of a part: `Opportunity.Big_Deals`. */
export function partName(fullName: string): readonly [object: string, name: string] {
  const dot = fullName.indexOf('.');
  return [fullName.slice(0, dot), fullName.slice(dot + 1)];
}
