/** Compiling inside a project folder: the model file, its lock, the editors' schema and the generated metadata. */
import { statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import {
  isOurs,
  planTree,
  readIfThere,
  type TreeChange,
  unusableFolder,
  writeTree,
  writeWhole,
} from '../metadata/index.ts';
import {
  editorSchema,
  extendLock,
  formatProblem,
  inSeveralCurrencies,
  lockFileOf,
  readChances,
  readModelFile,
  sortProblems,
  storedWarnings,
  versionWarning,
  type Problem,
  type SalesModel,
} from '../model/index.ts';
import { compileModel, generatedMark, type Compiled } from './compile.ts';
import { chartScript, customerScript, engineScripts, leadScript } from './engine.ts';
import { chartModule, mapFolder, script } from './module.ts';

export type ProjectModel =
  | {
      readonly ok: true;
      readonly model: SalesModel;
      readonly compiled: Compiled;
      readonly lockText: string;
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads and compiles a model file; problems of reading and of compiling come in the same form. `corporateCurrency` (ISO
 * code) makes it the model of an org with several currencies, whatever the file says.
 */
export function compileModelFile(file: string, corporateCurrency?: string): ProjectModel {
  const read = readModelFile(file);
  if (!read.ok) return { ok: false, problems: read.problems };
  const model = corporateCurrency === undefined ? read.model : inSeveralCurrencies(read.model, corporateCurrency);
  const table = readChances(file);
  if ('problem' in table) return { ok: false, problems: [table.problem] };
  const compiled = withEngine(compileModel(model, basename(file), table.chances));
  if (compiled.findings.length > 0)
    return { ok: false, problems: sortProblems(compiled.findings.map((finding) => read.source.place(finding))) };
  // In how many currencies an org counts is no change of the model.
  const lockText = `${JSON.stringify(extendLock(read.model, read.lock), null, 2)}\n`;
  const version = versionWarning(read.model, read.lock);
  const found = [...(version === undefined ? [] : [version]), ...storedWarnings(read.model)];
  const warnings = sortProblems(found.map((warning) => read.source.place(warning)));
  return { ok: true, model, compiled, lockText, warnings };
}

/** What was compiled, and the engine and the charts that go with it. */
function withEngine(compiled: Compiled): Compiled {
  const origin = `${generatedMark} from scripts/product. Do not edit.`;
  const engine = [...engineScripts()].map(([name, code]) => script(name, origin, [code.trimEnd()]));
  const map = script('map', origin, [customerScript().trimEnd()], mapFolder);
  const lead = script('engine', origin, [leadScript().trimEnd()], 'lwc/tasLeadModel');
  const made = [...engine, ...chartModule(chartScript(), origin), map, lead];
  return { ...compiled, files: [...compiled.files, ...made].sort((a, b) => (a.path < b.path ? -1 : 1)) };
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
  /** What is worth a word although nothing is refused for it, with positions. */
  readonly warnings: readonly string[];
  readonly largestFormula: { readonly name: string; readonly characters: number; readonly compiled: number };
}

/**
 * Brings the generated folder, the lock and the schema up to date with the model; `check` writes nothing. A folder that
 * holds somebody else's files is refused for safety (exit code 3): what the model does not say would be removed from it.
 */
export function compileProject(options: {
  readonly root: string;
  readonly modelFile: string;
  readonly output: string;
  readonly check: boolean;
  /** ISO code: compile for an org with several currencies, of which this is the corporate one. */
  readonly corporateCurrency?: string;
}):
  | { readonly ok: true; readonly result: ProjectCompile }
  | { readonly ok: false; readonly exitCode: 1 | 3; readonly problems: readonly string[] } {
  const { root, modelFile, output, check, corporateCurrency } = options;
  const read = compileModelFile(modelFile, corporateCurrency);
  if (!read.ok) return { ok: false, exitCode: 1, problems: read.problems.map(formatProblem) };
  const { compiled, lockText, warnings } = read;
  const shown = (file: string) => relative(root, resolve(root, file)).split(sep).join('/') || '.';
  const refusal = refusedFolder(output, shown(output), compiled);
  if (refusal !== undefined) return { ok: false, ...refusal };
  const beside = [
    { file: lockFileOf(modelFile), text: lockText },
    { file: join(root, 'config', 'tas-plus.schema.json'), text: editorSchema() },
  ].filter(({ file, text }) => readIfThere(file) !== text);
  if (!check) {
    const unusable = beside.flatMap(({ file }) => unusableFolder(dirname(file), shown(dirname(file))) ?? []);
    const problems = unusable.length > 0 ? unusable : unusableOutput(output, shown, planTree(output, compiled.files));
    if (problems.length > 0) return { ok: false, exitCode: 1, problems: [...new Set(problems)] };
  }
  // The lock first: metadata must never stand without the slots it was made with.
  if (!check) for (const { file, text } of beside) writeWhole(file, text);
  const files = check ? planTree(output, compiled.files) : writeTree(output, compiled.files);
  const stale = beside.length + files.created.length + files.changed.length + files.removed.length > 0;
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
      warnings: warnings.map(formatProblem),
      largestFormula: { name: largest.name, characters: largest.size.characters, compiled: largest.size.compiled },
    },
  };
}

/** Why what changes cannot be written, before the first file is. */
function unusableOutput(output: string, shown: (file: string) => string, change: TreeChange): string[] {
  const paths = [...change.created, ...change.changed, ...change.removed];
  const folders = [...new Set(paths.map((path) => dirname(join(output, path))))];
  const whole = paths.length === 0 ? undefined : unusableFolder(output, shown(output));
  return whole === undefined ? folders.flatMap((folder) => unusableFolder(folder, shown(folder)) ?? []) : [whole];
}

function refusedFolder(
  output: string,
  shown: string,
  { files }: Compiled,
): { exitCode: 1 | 3; problems: readonly string[] } | undefined {
  if (statSync(output, { throwIfNoEntry: false })?.isDirectory() === false)
    return { exitCode: 1, problems: [`${shown} is a file. Name a folder with --output-dir.`] };
  if (isOurs(output, files, generatedMark)) return undefined;
  const problem = `${shown} holds files that \`tas compile\` did not make, and compiling would remove them. Name an empty folder with --output-dir, or one that was compiled before.`;
  return { exitCode: 3, problems: [problem] };
}
