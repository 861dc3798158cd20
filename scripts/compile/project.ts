/** Compiling inside a project folder: the model file, its lock, the editors' schema and the generated metadata. */
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readTree, planTree, writeTree, writeWhole, type TreeChange } from '../metadata/tree.ts';
import {
  editorSchema,
  extendLock,
  formatProblem,
  lockFileOf,
  readModelFile,
  sortProblems,
  type Problem,
  type SalesModel,
} from '../model/index.ts';
import { compileModel, type Compiled } from './compile.ts';

export type ProjectModel =
  | { readonly ok: true; readonly model: SalesModel; readonly compiled: Compiled; readonly lockText: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads and compiles a model file; problems of reading and of compiling come in the same form. */
export function compileModelFile(file: string): ProjectModel {
  const read = readModelFile(file);
  if (!read.ok) return { ok: false, problems: read.problems };
  const compiled = compileModel(read.model, basename(file));
  if (compiled.findings.length > 0)
    return { ok: false, problems: sortProblems(compiled.findings.map((finding) => read.source.place(finding))) };
  const lockText = `${JSON.stringify(extendLock(read.model, read.lock), null, 2)}\n`;
  return { ok: true, model: read.model, compiled, lockText };
}

export interface ProjectCompile {
  /** `written`: done. `stale`: only checked, and something would change. `fresh`: only checked, nothing would. */
  readonly state: 'written' | 'stale' | 'fresh';
  readonly model: string;
  readonly hash: string;
  readonly output: string;
  readonly files: TreeChange;
  /** Files beside the model that were, or would be, written: its lock and the schema for editors. */
  readonly beside: readonly string[];
  readonly largestFormula: { readonly name: string; readonly characters: number; readonly compiled: number };
}

/** Brings the generated folder, the lock and the schema up to date with the model; `check` writes nothing. */
export function compileProject(options: {
  readonly root: string;
  readonly modelFile: string;
  readonly output: string;
  readonly check: boolean;
}):
  | { readonly ok: true; readonly result: ProjectCompile }
  | { readonly ok: false; readonly problems: readonly string[] } {
  const { root, modelFile, output, check } = options;
  const read = compileModelFile(modelFile);
  if (!read.ok) return { ok: false, problems: read.problems.map(formatProblem) };
  const { compiled, lockText } = read;
  const beside = [
    { file: lockFileOf(modelFile), text: lockText },
    { file: join(root, 'config', 'tas-plus.schema.json'), text: editorSchema() },
  ].filter(({ file, text }) => readTree(dirname(file)).get(basename(file)) !== text);
  const files = check ? planTree(output, compiled.files) : writeTree(output, compiled.files);
  if (!check) for (const { file, text } of beside) writeWhole(file, text);
  const stale = beside.length + files.created.length + files.changed.length + files.removed.length > 0;
  const shown = (file: string) => relative(root, resolve(root, file)).split(sep).join('/');
  const largest = compiled.formulas.reduce((a, b) => (b.size.compiled > a.size.compiled ? b : a));
  return {
    ok: true,
    result: {
      state: check ? (stale ? 'stale' : 'fresh') : 'written',
      model: shown(modelFile),
      hash: compiled.hash,
      output: shown(output),
      files,
      beside: beside.map(({ file }) => shown(file)),
      largestFormula: { name: largest.name, characters: largest.size.characters, compiled: largest.size.compiled },
    },
  };
}
