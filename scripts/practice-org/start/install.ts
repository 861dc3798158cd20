/** The package in a practice org by the way into every org: plan, apply, permission sets. */
import { join } from 'node:path';
import { openOrg } from '../../product/org/index.ts';
import type { PracticeOrg, PracticeOrgOptions } from '../server/index.ts';
import { defaultModelFile, type LoadedPackage } from './package.ts';

type Loaded = Extract<LoadedPackage, { ok: true }>;

const translationFile = /^translations\/(\w+)\.translation-meta\.xml$/;
const emptyTranslations =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Translations xmlns="http://soap.sforce.com/2006/04/metadata">\n</Translations>\n';

/** What an org has before anybody installs something: the closed stages, and the languages of the package switched on. */
export const untouched = ({ metadata, stages }: Loaded): Pick<PracticeOrgOptions, 'metadata' | 'stages'> => ({
  metadata: new Map(
    [...metadata.keys()].filter((path) => translationFile.test(path)).map((path) => [path, emptyTranslations]),
  ),
  stages: stages.filter(({ isClosed }) => isClosed),
});

/**
 * Installs the package with every gate enforced, and gives everybody their permission set. `root`: of the project;
 * `runs`: the folder that keeps the backup. Answers why it could not be done.
 */
export async function installPackage(
  org: PracticeOrg,
  { enforced, currencies }: Loaded,
  options: { readonly root: string; readonly runs: string; readonly onProgress: (what: string, rows: number) => void },
): Promise<readonly string[]> {
  const { root, runs } = options;
  const { applyPlan, InstallError, makePlan, readFacts, readProject } = await import('../../product/install/index.ts');
  const connection = openOrg(org);
  const onProgress = (what: string): void => options.onProgress(what, 0);
  const now = (): Date => new Date();
  try {
    const corporate = currencies.find(({ isCorporate }) => isCorporate)?.isoCode;
    const read = readProject(root, join(root, defaultModelFile), corporate);
    if (!read.ok) return read.problems;
    const { project } = read;
    const files = new Map([...project.files, ...enforced.files]);
    const facts = await readFacts(connection);
    // Rules arrive switched off; a second plan switches them on, as tas gates enforce has it done.
    for (const version of [project, { ...project, model: enforced.model, files }]) {
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
