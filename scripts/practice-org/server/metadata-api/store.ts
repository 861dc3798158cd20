/** The metadata that an org was loaded from, file by file; what is deployed goes in, what is retrieved comes out. */
import { componentOf, keyOf, type ComponentName, type Placed } from './component.ts';
import { partsOf, type Part } from './decompose.ts';
import { deployedOver, mergeParts, mergeProperties, type UnlistedValues } from './merge.ts';
import { isDirectory, typeOfFile } from './types.ts';

/** What one deployed file did to one file of the store. */
export interface Put {
  readonly path: string;
  /** Position of the part in the file that was deployed. */
  readonly at: number;
  readonly change: 'created' | 'changed' | 'unchanged';
}

const texts = new WeakMap<Buffer, string>();

const textOf = (content: Buffer): string => {
  const known = texts.get(content) ?? content.toString('utf8');
  texts.set(content, known);
  return known;
};

/** Folders whose files the schema is made of; all others are kept as they are. */
const schemaFolders = new Set([
  'customPermissions',
  'globalValueSets',
  'globalValueSetTranslations',
  'LeadConvertSettings',
  'objects',
  'objectTranslations',
  'permissionsets',
  'settings',
  'standardValueSets',
  'standardValueSetTranslations',
  'translations',
]);

/**
 * Files by path. Parts of objects and of their translations have files of their own, in source form, so that a part can
 * be replaced alone; every other file stands as a zip of the Metadata API has it, byte for byte. The schema is loaded from
 * these files as they are.
 */
export class MetadataStore {
  readonly #files: Map<string, Buffer>;

  constructor(files: ReadonlyMap<string, Buffer> = new Map()) {
    this.#files = new Map(files);
  }

  copy(): MetadataStore {
    return new MetadataStore(this.#files);
  }

  get paths(): IterableIterator<string> {
    return this.#files.keys();
  }

  get(path: string): Buffer | undefined {
    return this.#files.get(path);
  }

  text(path: string): string | undefined {
    const content = this.#files.get(path);
    return content === undefined ? undefined : textOf(content);
  }

  set(path: string, content: Buffer | string): void {
    this.#files.set(path, typeof content === 'string' ? Buffer.from(content) : content);
  }

  delete(path: string): boolean {
    return this.#files.delete(path);
  }

  /** What the schema is made of, path → XML text. */
  schemaFiles(): Map<string, string> {
    return new Map(
      [...this.#files].flatMap(([path, content]) =>
        schemaFolders.has(path.slice(0, path.indexOf('/'))) ? [[path, textOf(content)] as const] : [],
      ),
    );
  }

  /** Every component there is, with its files. */
  components(): Map<string, Placed & { readonly paths: string[] }> {
    const found = new Map<string, Placed & { readonly paths: string[] }>();
    for (const path of this.#files.keys()) {
      const placed = componentOf(path);
      if (placed === undefined) continue;
      const known = found.get(keyOf(placed));
      if (known === undefined) found.set(keyOf(placed), { ...placed, paths: [path] });
      else known.paths.push(path);
    }
    return found;
  }

  pathsOf(component: ComponentName): readonly string[] {
    return this.components().get(keyOf(component))?.paths ?? [];
  }

  /** A part of a file over what is there. */
  put({ path, content, at }: Part, unlisted: UnlistedValues): Put {
    const before = this.text(path);
    if (before === undefined) return this.#write(path, content, at);
    const after = this.#over(path, before, textOf(content), unlisted);
    // What nothing was merged into stays byte for byte, whatever its encoding.
    return this.#write(path, after === textOf(content) ? content : Buffer.from(after), at);
  }

  #over(path: string, before: string, after: string, unlisted: UnlistedValues): string {
    if (path.endsWith('.object-meta.xml')) return mergeProperties(before, after);
    if (path.endsWith('.objectTranslation-meta.xml')) return mergeParts(before, after);
    return deployedOver({ type: componentOf(path)?.type ?? '', before, after }, unlisted);
  }

  #write(path: string, content: Buffer, at: number): Put {
    const before = this.#files.get(path);
    this.#files.set(path, content);
    return { path, at, change: before === undefined ? 'created' : before.equals(content) ? 'unchanged' : 'changed' };
  }
}

/** A path of a source folder as a zip has it: below the type's own folder, `-meta.xml` where a zip says so too. */
function zipPath(path: string): string {
  const parts = path.split('/');
  // A project may have folders of its own that are called like a type's.
  const from = parts.findIndex(
    (part, at) =>
      at < parts.length - 1 &&
      isDirectory(part) &&
      componentOf(
        parts
          .slice(at)
          .join('/')
          .replace(/Folder-meta\.xml$/, ''),
      ) !== undefined,
  );
  const below = from <= 0 ? path : parts.slice(from).join('/');
  const folder = /^(.*)\.(?:report|dashboard|document|email)Folder-meta\.xml$/.exec(below)?.[1];
  if (folder !== undefined) return `${folder}-meta.xml`;
  const isPart = below.startsWith('objects/') || below.startsWith('objectTranslations/');
  const type = typeOfFile(below);
  return isPart || type === undefined || type.bundle || type.content ? below : below.replace(/-meta\.xml$/, '');
}

/** The store of files in source form or as a zip has them, by path. */
export function storeOf(files: ReadonlyMap<string, string | Buffer>): MetadataStore {
  const store = new MetadataStore();
  for (const [path, content] of files)
    for (const part of partsOf(zipPath(path), typeof content === 'string' ? Buffer.from(content) : content))
      store.put(part, 'keep');
  return store;
}
