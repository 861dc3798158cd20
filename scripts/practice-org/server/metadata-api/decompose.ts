/** Object files of a zip ↔ one file for each part, as in source form. */
import { childrenOf, childText, elementsOf, fileOf, fileOfAll, type Fragment } from './fragments.ts';
import { brokenXml } from './broken-xml.ts';
import { typeNamed, type ChildType } from './types.ts';

/** A part of a file: where the store keeps it, and where it began. */
export interface Part {
  readonly path: string;
  readonly content: Buffer;
  /** Position in the file it came from. */
  readonly at: number;
}

/** `objects/X.object`, or its form in a source folder. */
const objectFile = /^objects\/(?:([^/]+)\/)?([^/]+)\.object(?:-meta\.xml)?$/;
/** `objectTranslations/X-zh_CN.objectTranslation`, or its form in a source folder. */
const translationFile = /^objectTranslations\/(?:([^/]+)\/)?([^/]+)\.objectTranslation(?:-meta\.xml)?$/;

const partTypes: readonly ChildType[] = typeNamed('CustomObject')?.children ?? [];

/** An object's parts, and what is left: its own properties, where the file says any. */
function splitObject(name: string, text: string): Part[] {
  const parts: Part[] = [];
  const own: Fragment[] = [];
  for (const child of childrenOf(text)?.children ?? []) {
    const type = partTypes.find(({ element }) => element === child.name);
    const fullName = type === undefined ? undefined : childText(child, 'fullName');
    if (type === undefined || fullName === undefined) own.push(child);
    else
      parts.push({
        path: `objects/${name}/${type.element}/${fullName}.${type.suffix}-meta.xml`,
        content: Buffer.from(fileOf(type.name, child.inner)),
        at: child.at,
      });
  }
  const properties = own.filter(({ name: element }) => element !== 'fullName');
  if (properties.length > 0)
    parts.unshift({
      path: `objects/${name}/${name}.object-meta.xml`,
      content: Buffer.from(
        fileOfAll(
          'CustomObject',
          properties.map(({ raw }) => raw),
        ),
      ),
      at: 0,
    });
  return parts;
}

/** A translation's fields, each in a file of its own, and the rest. */
function splitTranslation(name: string, text: string): Part[] {
  const children = childrenOf(text)?.children ?? [];
  const fields = children.filter((child) => child.name === 'fields');
  const rest = children.filter((child) => child.name !== 'fields');
  return [
    {
      path: `objectTranslations/${name}/${name}.objectTranslation-meta.xml`,
      content: Buffer.from(
        fileOfAll(
          'CustomObjectTranslation',
          rest.map(({ raw }) => raw),
        ),
      ),
      at: 0,
    },
    ...fields.map((field) => ({
      path: `objectTranslations/${name}/${childText(field, 'name') ?? ''}.fieldTranslation-meta.xml`,
      content: Buffer.from(fileOf('CustomFieldTranslation', field.inner)),
      at: field.at,
    })),
  ];
}

/** The files of the store that a file of a zip becomes: an object's are many, most others one. */
export function partsOf(path: string, content: Buffer): Part[] {
  const [object, translation] = [objectFile.exec(path)?.[2], translationFile.exec(path)?.[2]];
  if (object === undefined && translation === undefined) return [{ path, content, at: 0 }];
  const text = content.toString('utf8');
  // What cannot be taken apart stays whole, so that nothing of it is lost.
  if (brokenXml(text) !== undefined) return [{ path: wholePath(object, translation), content, at: 0 }];
  if (object !== undefined) return splitObject(object, text);
  if (translation !== undefined) return splitTranslation(translation, text);
  return [{ path, content, at: 0 }];
}

const wholePath = (object: string | undefined, translation = ''): string =>
  object === undefined
    ? `objectTranslations/${translation}/${translation}.objectTranslation-meta.xml`
    : `objects/${object}/${object}.object-meta.xml`;

const innerOf = (text: string): string => elementsOf(text)[0]?.inner ?? '';

/** One file of an object's own properties and some of its parts; `files` are the store's paths and texts. */
export function joinObject(files: ReadonlyMap<string, string>): string {
  const raws = [...files].flatMap(([path, text]) => {
    const folder = /^objects\/[^/]+\/(\w+)\/[^/]+$/.exec(path)?.[1];
    if (folder !== undefined) return [{ name: folder, raw: `<${folder}>${innerOf(text)}</${folder}>` }];
    return childrenOf(text)?.children ?? [];
  });
  return sorted('CustomObject', raws);
}

export function joinTranslation(files: ReadonlyMap<string, string>): string {
  const raws = [...files].flatMap(([path, text]) =>
    path.endsWith('.fieldTranslation-meta.xml')
      ? [{ name: 'fields', raw: `<fields>${innerOf(text)}</fields>` }]
      : (childrenOf(text)?.children ?? []),
  );
  return sorted('CustomObjectTranslation', raws);
}

/** Elements in the order of their names, as the platform writes them. */
const sorted = (root: string, elements: readonly { readonly name: string; readonly raw: string }[]): string =>
  fileOfAll(
    root,
    elements.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map(({ raw }) => raw),
  );
