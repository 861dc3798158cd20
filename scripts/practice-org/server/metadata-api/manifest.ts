/** package.xml and destructiveChanges.xml. */
import { escaped } from '../http/escape.ts';
import { Problems } from '../problem.ts';
import { readXml, type Xml } from '../schema/xml.ts';
import type { ComponentName } from './component.ts';

export interface Manifest {
  /** Members by type, in the order they are written; `*` for all of a type. */
  readonly types: readonly { readonly name: string; readonly members: readonly string[] }[];
  /** `66.0` */
  readonly version: string | undefined;
}

/** Reads `<types>` and `<version>` below an element: of a package.xml, or of what a retrieve asks for. */
export const manifestIn = (xml: Xml): Manifest => ({
  types: xml.all('types').map((type) => ({
    name: type.text('name') ?? '',
    members: type
      .all('members')
      // Salesforce's own library writes folders of reports and the like with a slash behind them.
      .map(({ own }) => own.replace(/\/$/, ''))
      .filter((member) => member !== ''),
  })),
  version: xml.text('version'),
});

/** A manifest file, or what is wrong with its XML. */
export function readManifest(text: string, path: string): Manifest | string {
  const problems = new Problems();
  const xml = readXml(text, 'Package', path, problems);
  return xml === undefined ? (problems.all[0]?.message ?? 'no manifest') : manifestIn(xml);
}

/** Whether a manifest names a component; an object's name covers its parts. */
export function isNamed({ types }: Manifest, { type, fullName }: ComponentName, parent?: ComponentName): boolean {
  const named = (one: ComponentName): boolean =>
    types.some(
      ({ name, members }) =>
        name === one.type &&
        members.some((member) => member === '*' || member.toLowerCase() === one.fullName.toLowerCase()),
    );
  return named({ type, fullName }) || (parent !== undefined && named(parent));
}

/** Every component that a manifest names itself; wildcards left out. */
export const namedIn = ({ types }: Manifest): ComponentName[] =>
  types.flatMap(({ name, members }) =>
    members.filter((member) => member !== '*').map((fullName) => ({ type: name, fullName })),
  );

export function manifestText(components: readonly ComponentName[], version: string): string {
  const byType = Map.groupBy(components, ({ type }) => type);
  const types = [...byType].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const blocks = types.map(([name, members]) => {
    const names = members.map(({ fullName }) => fullName).toSorted();
    const lines = names.map((member) => `        <members>${escaped(member)}</members>\n`);
    return `    <types>\n${lines.join('')}        <name>${name}</name>\n    </types>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">\n${blocks.join('')}    <version>${version}</version>\n</Package>\n`;
}
