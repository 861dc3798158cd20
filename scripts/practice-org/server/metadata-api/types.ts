/** Every metadata type of the platform, as Salesforce's own source library lists them: where its files stand, what they are called. */
import registry from '@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json' with { type: 'json' };

/** A part of a component that package.xml can name on its own. */
export interface ChildType {
  readonly name: string;
  /** The element that holds one of them in the parent's file. */
  readonly element: string;
  /** Of its own file in source form. */
  readonly suffix: string;
}

export interface MetadataType {
  readonly name: string;
  readonly directory: string;
  readonly suffix: string | undefined;
  /** Its components stand in folders, which are components too. */
  readonly inFolder: boolean;
  /** A component is a folder of files. */
  readonly bundle: boolean;
  /** A component is a file of any kind and a `-meta.xml` beside it. */
  readonly content: boolean;
  readonly children: readonly ChildType[];
}

interface RegistryChild {
  readonly name: string;
  readonly directoryName: string;
  readonly suffix: string;
  readonly xmlElementName?: string;
}

interface RegistryType {
  readonly name: string;
  readonly directoryName: string;
  readonly suffix?: string;
  readonly inFolder?: boolean;
  readonly strategies?: { readonly adapter?: string };
  readonly children?: { readonly types: Readonly<Record<string, RegistryChild>> };
}

const bundleAdapters = new Set(['bundle', 'digitalExperience', 'uiBundles']);
const contentAdapters = new Set(['matchingContentFile', 'mixedContent']);

function typeOf({ name, directoryName, suffix, inFolder, strategies, children }: RegistryType): MetadataType {
  const adapter = strategies?.adapter ?? 'default';
  return {
    name,
    directory: directoryName,
    suffix,
    inFolder: inFolder === true,
    bundle: bundleAdapters.has(adapter) || suffix === undefined,
    content: contentAdapters.has(adapter),
    children: Object.values(children?.types ?? {}).map((child) => ({
      name: child.name,
      element: child.xmlElementName ?? child.directoryName,
      suffix: child.suffix,
    })),
  };
}

const all = Object.values(registry.types as Readonly<Record<string, RegistryType>>);

/** Folders of reports and the like are named in package.xml as components of what they hold, so they are no types here. */
export const metadataTypes: readonly MetadataType[] = all
  .filter(({ name }) => !/^(?:Report|Dashboard|Document|Email|EmailTemplate)Folder$/.test(name))
  .map(typeOf);

const byDirectory = new Map<string, MetadataType[]>();
for (const type of metadataTypes) byDirectory.set(type.directory, [...(byDirectory.get(type.directory) ?? []), type]);

const names = new Set(metadataTypes.flatMap(({ name, children }) => [name, ...children.map((child) => child.name)]));

export const isKnownType = (name: string): boolean => names.has(name);

export const typeNamed = (name: string): MetadataType | undefined => metadataTypes.find((type) => type.name === name);

/** The type whose part has that name. */
export const parentOf = (child: string): MetadataType | undefined =>
  metadataTypes.find(({ children }) => children.some(({ name }) => name === child));

/** What kind of metadata a file of a zip is, by its folder and its ending; undefined for what the platform does not know. */
export function typeOfFile(path: string): MetadataType | undefined {
  const [directory = ''] = path.split('/');
  const candidates = byDirectory.get(directory) ?? [];
  const file = path.replace(/-meta\.xml$/, '');
  return (
    candidates.find(({ suffix }) => suffix !== undefined && file.endsWith(`.${suffix}`)) ??
    candidates.find(({ bundle, content, inFolder }) => bundle || content || inFolder)
  );
}

export const isDirectory = (name: string): boolean => byDirectory.has(name);
