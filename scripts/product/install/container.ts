/** Files in which an org keeps everybody's labels: of them only what ours name is ours. */
import { canonicalElement } from './compare.ts';
import { parseXml, textOf } from './xml.ts';

export const labelsPath = 'labels/CustomLabels.labels-meta.xml';

export const isContainer = (path: string): boolean => /^(?:labels|translations)\//.test(path);

/** What a container says of each of its members, by name. */
export function membersIn(text: string | undefined): Map<string, string> {
  if (text === undefined) return new Map();
  return new Map(
    parseXml(text).children.flatMap((child): [string, string][] => {
      const name = textOf(child, 'fullName') ?? textOf(child, 'name');
      return name === undefined ? [] : [[name, canonicalElement(child)]];
    }),
  );
}

/** Names of ours of which two states say something else. */
export function differingMembers(ours: string, one: string | undefined, other: string | undefined): string[] {
  const [a, b] = [membersIn(one), membersIn(other)];
  return [...membersIn(ours).keys()].filter((name) => a.get(name) !== b.get(name));
}
