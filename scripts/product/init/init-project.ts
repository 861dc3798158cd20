/** A customer's own project, in a folder that was empty. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { compileModel, compileProject, type ProjectCompile } from '../compile/index.ts';
import { readTree, unusableFolder, writeTree, writeWhole } from '../metadata/index.ts';
import { formatProblem, readModel } from '../model/index.ts';
import { chooseStages } from './chosen-stages.ts';
import type { OrgStage } from '../stages/index.ts';
import { projectFiles } from './project-files.ts';
import { proposeModel } from './propose.ts';
import { handWritten, runningPackage, shippedModel, variants } from './shipped.ts';

export interface InitOptions {
  /** The project's folder; made where it is not there. */
  readonly folder: string;
  /** As the user named it. */
  readonly shown: string;
  /** Name of a shipped model. */
  readonly variant: string;
  /** A tarball of the package, copied into the project, for whoever has it from nowhere else. */
  readonly tarball?: string;
  /** An org from whose stages, or those `named` of them, the model is proposed. */
  readonly fromOrg?: { readonly named: readonly string[]; read(): Promise<OrgRead> };
}

interface OrgRead {
  /** Of its address; no secret. */
  readonly host: string;
  readonly stages: readonly OrgStage[];
}

export interface InitResult {
  readonly folder: string;
  readonly variant: string;
  /** Stages of the model in their order. */
  readonly stages: readonly string[];
  /** Every file that was written, path below the folder. */
  readonly files: readonly string[];
  /** What to look at in a proposed model. */
  readonly review: readonly string[];
  readonly compiled: ProjectCompile;
}

export type Initialised =
  | { readonly ok: true; readonly result: InitResult }
  /** 3: the folder is not empty. */
  | { readonly ok: false; readonly exitCode: 1 | 3; readonly problems: readonly string[] };

const modelPath = 'config/tas-plus.yaml';

/**
 * Makes the project and compiles it. Nothing is written where anything is wrong.
 *
 * @throws what reading the org throws.
 */
export async function initProject(options: InitOptions): Promise<Initialised> {
  const { folder, variant, fromOrg, tarball } = options;
  const refused = refusal(options);
  if (refused !== undefined) return refused;
  const template = shippedModel(variant);
  const org = await fromOrg?.read();
  const choice = org === undefined ? undefined : chooseStages(org.stages, fromOrg?.named ?? []);
  if (choice?.ok === false) return { ok: false, exitCode: 1, problems: choice.problems };
  const { text, review } =
    choice === undefined ? { text: template, review: [] } : proposeModel(template, choice.chosen);
  const read = readModel(modelPath, text);
  if (!read.ok) return { ok: false, exitCode: 1, problems: read.problems.map(formatProblem) };
  const { findings } = compileModel(read.model, modelPath);
  if (findings.length > 0)
    return { ok: false, exitCode: 1, problems: findings.map((finding) => formatProblem(read.source.place(finding))) };
  const { name, version } = runningPackage();
  const vendored = tarball === undefined ? undefined : `vendor/${basename(tarball)}`;
  const files = projectFiles({
    title: basename(resolve(folder)),
    packageName: name,
    packageSpec: vendored === undefined ? version : `file:${vendored}`,
    origin:
      org === undefined
        ? `The model began as \`${variant}\`.`
        : `The model was proposed from the stages of ${org.host}.`,
    review,
  });
  const unusable = unusableFolder(folder, options.shown);
  if (unusable !== undefined) return { ok: false, exitCode: 1, problems: [unusable] };
  for (const [path, content] of [...files, [modelPath, text] as const]) writeWhole(join(folder, path), content);
  if (tarball !== undefined && vendored !== undefined) {
    mkdirSync(join(folder, 'vendor'));
    copyFileSync(tarball, join(folder, vendored));
  }
  writeTree(
    join(folder, 'force-app', 'main', 'default'),
    [...handWritten()].map(([path, content]) => ({ path, text: content })),
  );
  const compiled = compileProject({
    root: folder,
    modelFile: join(folder, modelPath),
    output: join(folder, 'force-app', 'main', 'generated'),
    check: false,
  });
  if (!compiled.ok) return compiled;
  return {
    ok: true,
    result: {
      folder,
      variant,
      stages: read.model.stages.map((stage) => stage.name),
      files: filesBelow(folder),
      review,
      compiled: compiled.result,
    },
  };
}

/** Why nothing can be made there: no such model, the package to copy is none, or the folder is in use. */
function refusal({ folder, shown, variant, tarball }: InitOptions): Extract<Initialised, { ok: false }> | undefined {
  if (!variants().includes(variant))
    return {
      ok: false,
      exitCode: 1,
      problems: [`There is no shipped model "${variant}". There are ${variants().join(', ')}.`],
    };
  if (
    tarball !== undefined &&
    (!tarball.endsWith('.tgz') || statSync(tarball, { throwIfNoEntry: false })?.isFile() !== true)
  )
    return { ok: false, exitCode: 1, problems: [`${tarball} is no package: name the .tgz file that npm pack made.`] };
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return undefined;
  // A repository that was just made, or cloned empty, is as good as empty.
  const there = readdirSync(folder)
    .filter((name) => name !== '.git')
    .sort();
  if (there.length === 0) return undefined;
  const some = there.slice(0, 10).join(', ');
  const more = there.length > 10 ? ` and ${there.length - 10} more` : '';
  return {
    ok: false,
    exitCode: 3,
    problems: [`The folder ${shown} is not empty: it holds ${some}${more}. Name a new folder, or empty this one.`],
  };
}

const filesBelow = (folder: string): string[] =>
  [...readTree(folder).keys()].filter((path) => !path.startsWith('.git/'));
