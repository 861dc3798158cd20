/** What a project puts into an org: the model compiled for that org, and the hand-written part of the package. */
import { join } from 'node:path';
import { compileModelFile } from '../compile/index.ts';
import { readTree } from '../metadata/index.ts';
import { formatProblem, modelHash, type SalesModel } from '../model/index.ts';

export interface InstallProject {
  readonly model: SalesModel;
  readonly modelFile: string;
  readonly hash: string;
  /** Path below a package folder → text. */
  readonly files: ReadonlyMap<string, string>;
  /** Stage of every code ever used, by the lock. */
  readonly stageOfCode: ReadonlyMap<string, number>;
  /** Whether force-app/main/generated is older than the model. */
  readonly isStale: boolean;
}

export type ReadProject =
  | { readonly ok: true; readonly project: InstallProject }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Compiles the model as the org needs it: `corporateCurrency` (ISO code) where that has several currencies. What stands
 * in force-app/main/generated is not read; where it is older than the model, that is worth a word.
 */
/** The project without its dashboards, for an org that has no room for dynamic ones. */
export const withoutDashboards = (project: InstallProject): InstallProject => ({
  ...project,
  files: new Map([...project.files].filter(([path]) => !path.startsWith('dashboards/'))),
});

export function readProject(root: string, modelFile: string, corporateCurrency: string | undefined): ReadProject {
  const read = compileModelFile(modelFile, corporateCurrency);
  if (!read.ok) return { ok: false, problems: read.problems.map(formatProblem) };
  const { model, compiled, lockText } = read;
  const packageFolder = join(root, 'force-app', 'main');
  const handWritten = readTree(join(packageFolder, 'default'));
  if (!handWritten.has('customPermissions/TAS_Bypass.customPermission-meta.xml'))
    return {
      ok: false,
      problems: [
        `${join('force-app', 'main', 'default')} holds no package of TAS+. Run the command in a project that tas init made.`,
      ],
    };
  const own = new Map(compiled.files.map(({ path, text }) => [path, text]));
  const generated = readTree(join(packageFolder, 'generated'));
  const isStale = corporateCurrency === undefined && [...own].some(([path, text]) => generated.get(path) !== text);
  const { codes } = JSON.parse(lockText) as { codes: Record<string, { stage: number }> };
  return {
    ok: true,
    project: {
      model,
      modelFile,
      hash: modelHash(model),
      files: new Map([...handWritten, ...own]),
      stageOfCode: new Map(Object.entries(codes).map(([code, { stage }]) => [code, stage])),
      isStale,
    },
  };
}
