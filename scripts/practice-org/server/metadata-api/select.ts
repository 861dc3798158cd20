/** What a manifest asks for, found in the store and put into the files of a zip. */
import type { Org } from '../org.ts';
import { objectNamed } from '../org.ts';
import { isCustom } from '../schema/field.ts';
import { keyOf, type ComponentName, type Placed } from './component.ts';
import { joinObject, joinTranslation } from './decompose.ts';
import { childrenOf, childText, fileOf, fileOfAll } from './fragments.ts';
import type { Manifest } from './manifest.ts';
import type { MetadataStore } from './store.ts';
import { parentOf, typeNamed } from './types.ts';

export interface Selection {
  /** By path in the zip. */
  readonly files: ReadonlyMap<string, Buffer | string>;
  readonly components: readonly Placed[];
  readonly missing: readonly ComponentName[];
}

/** A component with the files of the store that hold it, or the names of its parts in a container's file. */
type Found = Placed & { readonly paths: readonly string[]; readonly part?: string };

/** All components of a type that stand in files of their own. */
const ofType = (known: ReadonlyMap<string, Found>, type: string): Found[] =>
  [...known.values()].filter((one) => one.type === type);

/** Parts of containers, such as labels: every one of a type. */
export function partsOfType(store: MetadataStore, known: ReadonlyMap<string, Found>, type: string): Found[] {
  const parent = parentOf(type);
  const child = parent?.children.find(({ name }) => name === type);
  if (parent === undefined || child === undefined || parent.name === 'CustomObject') return [];
  return ofType(known, parent.name).flatMap((container) =>
    container.paths.flatMap((path) =>
      (childrenOf(store.text(path) ?? '')?.children ?? [])
        .filter(({ name }) => name === child.element)
        .flatMap((element): Found[] => {
          const part = childText(element, 'fullName');
          if (part === undefined) return [];
          const fullName = parent.name === 'CustomLabels' ? part : `${container.fullName}.${part}`;
          return [{ type, fullName, fileName: container.fileName, paths: [path], part }];
        }),
    ),
  );
}

/** Every component of a type; with the standard objects where objects are asked for. */
export function componentsOfType(store: MetadataStore, org: Org, type: string): Found[] {
  const known = store.components();
  const found = [...ofType(known, type), ...partsOfType(store, known, type)];
  if (type !== 'CustomObject') return found;
  const there = new Set(found.map(({ fullName }) => fullName));
  const bare = [...org.objects.values()].filter(({ name }) => !there.has(name));
  return [
    ...found,
    ...bare.map(({ name }) => ({ type, fullName: name, fileName: `objects/${name}.object`, paths: [] })),
  ];
}

export function select(store: MetadataStore, org: Org, manifest: Manifest): Selection {
  const known = store.components();
  const missing: ComponentName[] = [];
  const found = manifest.types.flatMap(({ name: type, members }) => {
    const all = componentsOfType(store, org, type);
    return members.flatMap((member): Found[] => {
      // A wildcard means custom objects alone, and no standard value set.
      if (member === '*')
        return type === 'StandardValueSet'
          ? []
          : all.filter(({ fullName }) => type !== 'CustomObject' || isCustom(fullName));
      const one = all.find(({ fullName }) => fullName.toLowerCase() === member.toLowerCase());
      if (one === undefined) missing.push({ type, fullName: member });
      return one === undefined ? [] : [one];
    });
  });
  const components = [...new Map(found.map((one) => [keyOf(one), one])).values()];
  return { files: filesOf(store, org, components, known), components, missing };
}

/** The files of a zip with those components in them. */
function filesOf(
  store: MetadataStore,
  org: Org,
  components: readonly Found[],
  known: ReadonlyMap<string, Found>,
): Map<string, Buffer | string> {
  const files = new Map<string, Buffer | string>();
  for (const [fileName, group] of Map.groupBy(components, ({ fileName: name }) => name)) {
    const whole = group.find(({ type }) => parentOf(type) === undefined || type === 'CustomObjectTranslation');
    if (fileName.startsWith('objects/') && fileName.endsWith('.object'))
      files.set(fileName, objectText(store, org, group, known));
    else if (fileName.startsWith('objectTranslations/')) files.set(fileName, joinTranslation(textsOf(store, group)));
    else if (whole === undefined) files.set(fileName, containerText(store, group));
    else for (const path of whole.paths) copy(store, path, files);
  }
  return files;
}

function copy(store: MetadataStore, path: string, files: Map<string, Buffer | string>): void {
  const content = store.get(path);
  if (content !== undefined) files.set(path, content);
}

const textsOf = (store: MetadataStore, group: readonly Found[]): Map<string, string> =>
  new Map(group.flatMap(({ paths }) => paths.map((path) => [path, store.text(path) ?? ''] as const)));

/** An object that is asked for by its own name comes with all of its parts. */
function objectText(
  store: MetadataStore,
  org: Org,
  group: readonly Found[],
  known: ReadonlyMap<string, Found>,
): string {
  const whole = group.find(({ type }) => type === 'CustomObject');
  const parts = whole === undefined ? group : [...known.values()].filter(({ fileName }) => fileName === whole.fileName);
  const text = joinObject(textsOf(store, parts));
  const isBare = whole !== undefined && parts.length === 0 && objectNamed(org, whole.fullName) !== undefined;
  return isBare ? fileOf('CustomObject', '') : text;
}

/** A container with the parts that were asked for, and no other. */
function containerText(store: MetadataStore, group: readonly Found[]): string {
  const [first] = group;
  const text = store.text(first?.paths[0] ?? '') ?? '';
  const read = childrenOf(text);
  const wanted = new Set(
    group.map(({ type, part }) => {
      const child = typeNamed(parentOf(type)?.name ?? '')?.children.find(({ name }) => name === type);
      return `${child?.element ?? ''}:${part ?? ''}`;
    }),
  );
  const raws = read?.children.filter((one) => wanted.has(`${one.name}:${childText(one, 'fullName') ?? ''}`)) ?? [];
  return fileOfAll(
    read?.root ?? '',
    raws.map(({ raw }) => raw),
  );
}
