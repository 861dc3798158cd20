/** The project that the tests rehearse in, made before the first of them; see build.ts. */
import { join } from 'node:path';
import { loadPackage, type LoadedPackage } from '../../scripts/practice-org/start/package.ts';

const folder = process.env['TAS_REFERENCE_PROJECT'];
if (folder === undefined) throw new Error('there is no reference project: run the tests by vitest or sfdx-lwc-jest');

/** Its folder, for whatever takes the folder of a project. */
export const referenceProject: string = folder;
/** Its metadata: hand-written and compiled. */
export const referenceSource: string = join(folder, 'force-app');
export const referenceGenerated: string = join(referenceSource, 'main', 'generated');

/** What a practice org of the reference model is loaded with; `corporateCurrency` (ISO code): of one with several. */
export function referencePackage(corporateCurrency?: string): Extract<LoadedPackage, { ok: true }> {
  const loaded = loadPackage(referenceProject, undefined, corporateCurrency);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return loaded;
}
