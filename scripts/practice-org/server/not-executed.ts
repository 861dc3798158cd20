/** Metadata that an org has and this one cannot execute: it is kept, and named with its cause. */
import type { SchemaResult } from './load-schema.ts';
import type { MetadataProblem } from './problem.ts';

export interface NotExecuted {
  /** By file: why it is left out as a whole. */
  readonly left: ReadonlyMap<string, readonly MetadataProblem[]>;
  /** What other files name that is not there; the rest of them counts. */
  readonly passed: readonly MetadataProblem[];
}

export const nothingKept: NotExecuted = { left: new Map(), passed: [] };

/**
 * Loads files, and loads them again without those that had problems, until the rest loads. Only files for which `mayLeave`
 * is true are left out; the problems of others end it.
 */
export function loadLeavingOut(
  files: ReadonlyMap<string, string>,
  mayLeave: (path: string) => boolean,
  load: (rest: ReadonlyMap<string, string>) => SchemaResult,
): { readonly result: SchemaResult; readonly kept: NotExecuted } {
  const left = new Map<string, MetadataProblem[]>();
  const rest = new Map(files);
  for (;;) {
    const result = load(rest);
    if (result.ok) return { result, kept: { left, passed: result.schema.passed } };
    const final = result.problems.filter(({ path }) => !rest.has(path) || !mayLeave(path));
    if (final.length > 0) return { result: { ok: false, problems: final }, kept: { left, passed: [] } };
    for (const problem of result.problems) {
      rest.delete(problem.path);
      left.set(problem.path, [...(left.get(problem.path) ?? []), problem]);
    }
  }
}
