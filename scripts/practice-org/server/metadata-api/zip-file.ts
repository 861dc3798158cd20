/** What a file of a zip is. */
import { componentOf, type ComponentName } from './component.ts';
import { childrenOf, childText } from './fragments.ts';
import { typeNamed } from './types.ts';

/** package.xml and those that delete. */
export const isManifest = (name: string): boolean => /^(?:package|destructiveChanges(?:Pre|Post)?)\.xml$/.test(name);

/** The text of a file that has to be XML; undefined for any other. */
export function xmlOf(name: string, content: Buffer): string | undefined {
  const type = componentOf(name) === undefined ? undefined : typeNamed(componentOf(name)?.type ?? '');
  const plain = type === undefined || type.bundle || type.content;
  return plain && !name.endsWith('-meta.xml') ? undefined : content.toString('utf8');
}

/** The parts of a container that package.xml may name instead of it, such as labels. */
export function childNames({ type, fullName }: ComponentName, content: Buffer): ComponentName[] {
  const children =
    type === 'CustomObject' || type === 'CustomObjectTranslation' ? [] : (typeNamed(type)?.children ?? []);
  if (children.length === 0) return [];
  return (childrenOf(content.toString('utf8'))?.children ?? []).flatMap((element) => {
    const child = children.find((one) => one.element === element.name);
    const name = child === undefined ? undefined : childText(element, 'fullName');
    if (child === undefined || name === undefined) return [];
    return [{ type: child.name, fullName: type === 'CustomLabels' ? name : `${fullName}.${name}` }];
  });
}
