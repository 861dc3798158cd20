/** A deployment tried out on a copy of the metadata: what it would do, and everything that keeps it from being done. */
import type { LoadedSchema, SchemaResult } from '../load-schema.ts';
import { duplicateName, type MetadataProblem } from '../problem.ts';
import { componentOf, keyOf, type ComponentName, type Placed } from './component.ts';
import { partsOf } from './decompose.ts';
import { destroy, keptReferences, referenced } from './destroy.ts';
import { placeOf } from './fragments.ts';
import { isNamed, namedIn, readManifest, type Manifest } from './manifest.ts';
import type { UnlistedValues } from './merge.ts';
import { isError, type DeployMessage } from './message.ts';
import type { MetadataStore } from './store.ts';
import { parentOf, typeNamed } from './types.ts';
import { childNames, isManifest, xmlOf } from './zip-file.ts';
import { brokenXml } from './broken-xml.ts';

export interface Rehearsal {
  readonly messages: readonly DeployMessage[];
  /** With all of it that can be deployed. */
  readonly store: MetadataStore;
  /** Undefined where nothing can be. */
  readonly schema: LoadedSchema | undefined;
}

export interface RehearsalOptions {
  /** The zip has package.xml at its root; else in a folder of it. */
  readonly singlePackage: boolean;
  /** False: what fails is left out, and the rest is deployed. */
  readonly rollbackOnError: boolean;
  /** True: what package.xml names may be missing in the zip. */
  readonly allowMissingFiles: boolean;
  /** True: what the zip holds counts, whether package.xml names it or not. */
  readonly autoUpdatePackage: boolean;
  readonly unlistedValues: UnlistedValues;
  readonly load: (files: ReadonlyMap<string, string>) => SchemaResult;
}

/** Tries a zip's files on a copy of the store. */
export function rehearse(
  files: ReadonlyMap<string, Buffer>,
  store: MetadataStore,
  options: RehearsalOptions,
): Rehearsal {
  const run = new Run(store, options);
  run.take(files);
  return run.settle();
}

class Run {
  readonly #before: MetadataStore;
  readonly #staged: MetadataStore;
  readonly #options: RehearsalOptions;
  /** By component; package.xml has one too. */
  readonly #messages = new Map<string, DeployMessage>();
  /** Of the store's files that this deployment wrote. */
  readonly #written = new Map<string, { readonly key: string; readonly zipFile: string; readonly at: number }>();
  readonly #deleted: ComponentName[] = [];
  #files: ReadonlyMap<string, Buffer> = new Map();
  #root = '';

  constructor(before: MetadataStore, options: RehearsalOptions) {
    this.#before = before;
    this.#staged = before.copy();
    this.#options = options;
  }

  #report(message: DeployMessage, key = keyOf(message)): void {
    const known = this.#messages.get(key);
    if (known === undefined || !isError(known)) this.#messages.set(key, message);
  }

  #fail(
    component: ComponentName & { readonly fileName: string },
    problem: string,
    place?: DeployMessage['place'],
  ): void {
    const { type, fullName, fileName } = component;
    const change = this.#messages.get(keyOf(component))?.change ?? 'unchanged';
    const where = place === undefined ? {} : { place };
    this.#report({ type, fullName, fileName, change, problem, problemType: 'Error', ...where });
  }

  /** Puts everything of the zip in its place. */
  take(zip: ReadonlyMap<string, Buffer>): void {
    const path =
      [...zip.keys()].find((name) => name === 'package.xml') ??
      (this.#options.singlePackage ? undefined : [...zip.keys()].find((name) => /^[^/]+\/package\.xml$/.test(name)));
    const own = { type: '', fullName: 'package.xml', fileName: path ?? 'package.xml' };
    if (path === undefined) {
      this.#fail(own, 'No package.xml found');
      return;
    }
    this.#root = path.slice(0, -'package.xml'.length);
    this.#files = new Map(
      [...zip].flatMap(([name, content]) =>
        name.startsWith(this.#root) ? [[name.slice(this.#root.length), content] as const] : [],
      ),
    );
    const manifest = readManifest(this.#text('package.xml'), path);
    if (typeof manifest === 'string') {
      this.#fail(own, `Error parsing file: ${manifest}`);
      return;
    }
    this.#report({ ...own, change: 'unchanged' });
    this.#destroy('destructiveChangesPre.xml');
    // The plain list runs before what is added too, as the platform does.
    this.#destroy('destructiveChanges.xml');
    this.#checkTypes(manifest);
    for (const [name, content] of this.#files) if (!isManifest(name)) this.#put(name, content, manifest);
    if (!this.#options.allowMissingFiles) this.#missing(manifest);
    this.#destroy('destructiveChangesPost.xml');
  }

  #text(name: string): string {
    return this.#files.get(name)?.toString('utf8') ?? '';
  }

  #checkTypes(manifest: Manifest): void {
    for (const { name } of manifest.types)
      if (typeNamed(name) === undefined && parentOf(name) === undefined)
        this.#fail(
          { type: '', fullName: 'package.xml', fileName: `${this.#root}package.xml` },
          `Unknown type name '${name}' specified in package.xml`,
        );
  }

  #destroy(name: string): void {
    if (!this.#files.has(name)) return;
    const fileName = this.#root + name;
    const manifest = readManifest(this.#text(name), fileName);
    if (typeof manifest === 'string') {
      this.#fail({ type: '', fullName: name, fileName }, `Error parsing file: ${manifest}`);
      return;
    }
    for (const component of namedIn(manifest)) {
      const done = destroy(this.#staged, component);
      const message = { ...component, fileName, change: 'deleted' } as const;
      if (done.ok) this.#deleted.push(component);
      if (done.ok) this.#report(message);
      else if (done.missing)
        // Clients look for the file's name in the place of the component's.
        this.#report({ ...message, fullName: name, problem: done.problem, problemType: 'Warning' }, keyOf(component));
      else this.#report({ ...message, problem: done.problem, problemType: 'Error' });
    }
  }

  /** One file of the zip: those of its components that package.xml names. */
  #put(name: string, content: Buffer, manifest: Manifest): void {
    const fileName = this.#root + name;
    const whole = componentOf(name);
    const xml = xmlOf(name, content);
    if (whole !== undefined && xml !== undefined) {
      const broken = brokenXml(xml);
      if (broken !== undefined) {
        this.#fail({ ...whole, fileName }, broken.message, broken.place);
        return;
      }
    }
    // An object that is named counts, though its file may hold nothing but parts.
    if (whole?.type === 'CustomObject' && isNamed(manifest, whole))
      this.#report({ type: whole.type, fullName: whole.fullName, fileName, change: 'unchanged' });
    for (const part of partsOf(name, content)) {
      const component = componentOf(part.path);
      if (component === undefined) {
        this.#fail({ type: '', fullName: name, fileName }, 'Not in package.xml');
        continue;
      }
      if (!this.#isWanted(manifest, component, content)) {
        // An object's own properties come along with its parts and are not meant.
        if (component.type !== 'CustomObject') this.#fail({ ...component, fileName }, 'Not in package.xml');
        continue;
      }
      this.#putPart(part, { ...component, fileName }, name);
    }
  }

  #isWanted(manifest: Manifest, component: Placed, content: Buffer): boolean {
    if (this.#options.autoUpdatePackage) return true;
    const [object] = component.fullName.split('.');
    if (isNamed(manifest, component, { type: 'CustomObject', fullName: object ?? '' })) return true;
    return childNames(component, content).some((child) => isNamed(manifest, child));
  }

  #putPart(part: ReturnType<typeof partsOf>[number], component: Placed, zipFile: string): void {
    const twin = this.#written.get(part.path);
    if (twin !== undefined && twin.zipFile === zipFile) {
      const problem = duplicateName(component.fullName.split('.').at(-1) ?? '');
      this.#fail(component, problem, this.#placeIn(zipFile, part.at));
      return;
    }
    const { change } = this.#staged.put(part, this.#options.unlistedValues);
    this.#written.set(part.path, { key: keyOf(component), zipFile, at: part.at });
    const known = this.#messages.get(keyOf(component))?.change;
    const { type, fullName, fileName } = component;
    this.#report({ type, fullName, fileName, change: known !== undefined && known !== 'unchanged' ? known : change });
    for (const child of childNames(component, part.content)) this.#report({ ...child, fileName, change });
  }

  #placeIn(zipFile: string, at: number): { line: number; column: number } {
    return placeOf(this.#text(zipFile), at);
  }

  /** What package.xml names and the zip does not hold. */
  #missing(manifest: Manifest): void {
    const there = new Set([...this.#messages.keys()].map((key) => key.toLowerCase()));
    for (const component of namedIn(manifest)) {
      const { type, fullName } = component;
      const hasFile = type === 'CustomObject' && this.#files.has(`objects/${fullName}.object`);
      if (hasFile || there.has(keyOf(component).toLowerCase())) continue;
      this.#fail(
        { ...component, fileName: `${this.#root}package.xml` },
        `An object '${fullName}' of type ${type} was named in package.xml, but was not found in zipped directory`,
      );
    }
  }

  /** Loads what was put together, as often as something has to be left out of it. */
  settle(): Rehearsal {
    for (const { component, problem } of keptReferences(this.#staged, this.#deleted, new Set(this.#written.keys())))
      this.#fail({ ...component, fileName: this.#messages.get(keyOf(component))?.fileName ?? '' }, problem);
    for (;;) {
      this.#leaveOut();
      const loaded = this.#options.load(this.#staged.schemaFiles());
      if (loaded.ok) {
        const stops = this.#options.rollbackOnError && [...this.#messages.values()].some(isError);
        return {
          messages: [...this.#messages.values()],
          store: this.#staged,
          schema: stops ? undefined : loaded.schema,
        };
      }
      const known = this.#failures();
      for (const problem of loaded.problems) this.#blame(problem);
      const isStuck = this.#failures() === known;
      if (isStuck || this.#options.rollbackOnError)
        return { messages: [...this.#messages.values()], store: this.#before, schema: undefined };
    }
  }

  #failures(): number {
    return [...this.#messages.values()].filter(isError).length;
  }

  /** Takes back what failed, where the rest is to be deployed without it. */
  #leaveOut(): void {
    if (this.#options.rollbackOnError) return;
    const failed = new Set([...this.#messages].flatMap(([key, message]) => (isError(message) ? [key] : [])));
    for (const [path, { key }] of this.#written) if (failed.has(key)) this.#restore(path);
    for (const component of this.#deleted)
      if (failed.has(keyOf(component))) for (const path of this.#before.pathsOf(component)) this.#restore(path);
  }

  #restore(path: string): void {
    const before = this.#before.get(path);
    if (before === undefined) this.#staged.delete(path);
    else this.#staged.set(path, before);
  }

  /** A problem of loading is the failure of the component it is about, or of the deletion that left it without something. */
  #blame({ path, message, platform }: MetadataProblem): void {
    const written = this.#written.get(path);
    const component = componentOf(path) ?? { type: '', fullName: path, fileName: path };
    if (written !== undefined) {
      const place = this.#placeIn(written.zipFile, written.at);
      this.#fail({ ...component, fileName: this.#root + written.zipFile }, platform ?? message, place);
      return;
    }
    const gone = this.#deleted.find(({ fullName }) => message.includes(fullName.split('.').at(-1) ?? fullName));
    if (gone === undefined) {
      this.#fail(component, platform ?? message);
      return;
    }
    const fileName = this.#messages.get(keyOf(gone))?.fileName ?? '';
    const known = this.#messages.get(keyOf(gone));
    this.#messages.set(keyOf(gone), {
      ...gone,
      fileName,
      change: 'deleted',
      problem: referenced(gone, component, known?.problem),
      problemType: 'Error',
    });
  }
}
