/** Why metadata does not load. `path` is the file it stands in. */
export interface MetadataProblem {
  readonly path: string;
  readonly message: string;
  /** The same in the platform's own words, where they are known. */
  readonly platform?: string;
}

/** What loading found wrong, gathered so that all of it can be shown at once. */
export class Problems {
  readonly #found: MetadataProblem[] = [];
  readonly #passed: MetadataProblem[] = [];
  readonly #tolerated: (path: string) => boolean;

  /** `tolerated`: files that may name what is not there; the rest of them counts. */
  constructor(tolerated: (path: string) => boolean = () => false) {
    this.#tolerated = tolerated;
  }

  add(path: string | undefined, message: string, platform?: string): void {
    const words = platform === undefined ? {} : { platform };
    this.#found.push({ path: path ?? '(standard schema)', message, ...words });
  }

  /** A part of a file that does nothing where such parts are tolerated, such as a right to a field that is not there. */
  addPart(path: string | undefined, message: string, platform?: string): void {
    if (path === undefined || !this.#tolerated(path)) this.add(path, message, platform);
    else this.#passed.push({ path, message });
  }

  /** What was passed over. */
  get passed(): readonly MetadataProblem[] {
    return this.#passed;
  }

  get any(): boolean {
    return this.#found.length > 0;
  }

  /** By path, then in the order they were found. */
  get all(): MetadataProblem[] {
    return this.#found.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }
}

/** The platform's words for a name that metadata uses and the org does not have. */
export const notFound = (element: string, type: string, name: string): string =>
  `In field: ${element} - no ${type} named ${name} found`;

/** The platform's words for a text of an element that is too long. */
export const tooLong = (element: string, most: number): string =>
  `Value too long for field: ${element} maximum length is:${most}`;

/** A name that stands twice where it may stand once, in any case. */
export const duplicateName = (name: string): string => `Duplicate name '${name}' specified`;
