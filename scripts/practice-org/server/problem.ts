/** Why metadata does not load. `path` is the file it stands in. */
export interface MetadataProblem {
  readonly path: string;
  readonly message: string;
}

/** What loading found wrong, gathered so that all of it can be shown at once. */
export class Problems {
  readonly #found: MetadataProblem[] = [];

  add(path: string | undefined, message: string): void {
    this.#found.push({ path: path ?? '(standard schema)', message });
  }

  get any(): boolean {
    return this.#found.length > 0;
  }

  /** By path, then in the order they were found. */
  get all(): MetadataProblem[] {
    return this.#found.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }
}
