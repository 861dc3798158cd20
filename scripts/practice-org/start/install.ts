/** The package in a practice org by the way into every org: plan, apply, permission sets. */
import type { Translations } from '@salesforce/types/metadata';
import { openOrg } from '../../product/org/index.ts';
import { component } from '../../product/metadata/index.ts';
import type { InstallProject } from '../../product/install/index.ts';
import type { PracticeOrg, PracticeOrgOptions } from '../server/index.ts';
import { gated, sourceFor, type Gated, type LoadedPackage } from './package.ts';
import { withStubs } from './stubs.ts';

type Loaded = Extract<LoadedPackage, { ok: true }>;

const isLanguage = (path: string): boolean => /^translations\/\w+\.translation-meta\.xml$/.test(path);

/**
 * What an org has before anybody installs something: the closed stages, the languages of the package switched on, and
 * what the model says that the org has.
 */
export function untouched({ metadata, model, stages }: Loaded): Pick<PracticeOrgOptions, 'metadata' | 'stages'> {
  const languages = [...metadata.keys()]
    .filter(isLanguage)
    .map((path) => component<Translations>(path, 'Translations', {}));
  return {
    metadata: withStubs(model, new Map(languages.map(({ path, text }) => [path, text]))).metadata,
    stages: stages.filter(({ isClosed }) => isClosed),
  };
}

export interface InstallOptions {
  /** Folder of the project. */
  readonly root: string;
  readonly modelFile: string;
  /** Folder of runs, which keeps the backups. */
  readonly runs: string;
  /** True: rules are active only where the model enforces them; false: all of them are. */
  readonly observe: boolean;
  readonly onProgress: (what: string) => void;
}

/** Installs the package, and gives everybody their permission set. Answers why it could not be done. */
export async function installPackage(
  org: PracticeOrg,
  { enforced, currencies }: Loaded,
  options: InstallOptions,
): Promise<readonly string[]> {
  const { root, modelFile, runs, observe, onProgress } = options;
  const { applyPlan, InstallError, makePlan, readFacts, readProject } = await import('../../product/install/index.ts');
  const connection = openOrg(org);
  const now = (): Date => new Date();
  try {
    const corporate = currencies.find(({ isCorporate }) => isCorporate)?.isoCode;
    const read = readProject(sourceFor(root), modelFile, corporate);
    if (!read.ok) return read.problems;
    const { project } = read;
    const facts = await readFacts(connection);
    const withGates = ({ model, files }: Gated): InstallProject => ({
      ...project,
      model,
      files: new Map([...project.files, ...files]),
    });
    // Rules arrive switched off; a second plan switches on those that are to be, as after tas gates enforce.
    const versions = [withGates(gated(project.model, 'observe')), observe ? project : withGates(enforced)];
    for (const version of versions.map(granting)) {
      const plan = await makePlan(connection, version, facts, { allowRemove: false, now, onProgress });
      await applyPlan(connection, plan, { runs, now, onProgress });
    }
    org.assignSets();
    return [];
  } catch (error) {
    if (error instanceof InstallError) return [error.message];
    throw error;
  } finally {
    connection.close();
  }
}

/** The project with rights on what stands in for the user's org: there, their profile sees to that. */
function granting(project: InstallProject): InstallProject {
  const stubbed = withStubs(project.model, project.files).metadata;
  return { ...project, files: new Map([...project.files].map(([path, text]) => [path, stubbed.get(path) ?? text])) };
}
