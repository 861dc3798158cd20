/** Which component a file belongs to. */
import { typeOfFile, type MetadataType } from './types.ts';

/** One thing that package.xml can name. */
export interface ComponentName {
  readonly type: string;
  readonly fullName: string;
}

export const keyOf = ({ type, fullName }: ComponentName): string => `${type}:${fullName}`;

const withoutMeta = (path: string): string => path.replace(/-meta\.xml$/, '');

/** Parts of objects and of their translations stand in files of their own, in source form. */
const partFile = /^objects\/([^/]+)\/(\w+)\/(.+)\.(\w+)-meta\.xml$/;
const objectFile = /^objects\/([^/]+)\/\1\.object-meta\.xml$/;
const translationFile = /^objectTranslations\/([^/]+)\/[^/]+\.(?:objectTranslation|fieldTranslation)-meta\.xml$/;

/** The component that a file of the store belongs to, and the file of a zip that it comes in. */
export interface Placed extends ComponentName {
  readonly fileName: string;
}

/** Files whose kind the platform does not know belong to none. */
export function componentOf(path: string): Placed | undefined {
  const part = partFile.exec(path);
  if (part !== null) {
    const [, object = '', folder = '', name = '', suffix = ''] = part;
    const child = typeOfFile(`objects/${object}.object`)?.children.find(
      (one) => one.element === folder && one.suffix === suffix,
    );
    if (child === undefined) return undefined;
    return { type: child.name, fullName: `${object}.${name}`, fileName: `objects/${object}.object` };
  }
  const [, object] = objectFile.exec(path) ?? [];
  if (object !== undefined) return { type: 'CustomObject', fullName: object, fileName: `objects/${object}.object` };
  const [, translation] = translationFile.exec(path) ?? [];
  if (translation !== undefined)
    return {
      type: 'CustomObjectTranslation',
      fullName: translation,
      fileName: `objectTranslations/${translation}.objectTranslation`,
    };
  const type = typeOfFile(path);
  return type === undefined ? undefined : wholeFile(type, path);
}

/** A component of a file, or of a folder of files, of its own. */
function wholeFile(type: MetadataType, path: string): Placed {
  const below = path.slice(type.directory.length + 1);
  if (type.bundle || (type.content && type.suffix === undefined)) {
    const [fullName = ''] = below.split('/');
    return { type: type.name, fullName: withoutMeta(fullName), fileName: `${type.directory}/${withoutMeta(fullName)}` };
  }
  const file = withoutMeta(below);
  const ending = `.${type.suffix ?? ''}`;
  const fullName = file.endsWith(ending) ? file.slice(0, -ending.length) : file;
  return { type: type.name, fullName, fileName: `${type.directory}/${file}` };
}
