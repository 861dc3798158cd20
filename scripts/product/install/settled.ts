/** Deployments of which nobody knows whether they have ended. */
import type { Run } from '../runs/index.ts';
import type { InstallOrg } from './org.ts';
import { inFolder, readState, writeSource } from './state.ts';

/**
 * A deployment whose end nobody saw may still be under way. An org deploys one after the other, so a trial that has ended
 * stood behind it.
 */
export async function settled(org: InstallOrg, { steps }: Run): Promise<void> {
  const has = (name: string): boolean => steps.some((step) => step.name === name);
  if (!has('deploy') || has('deployed')) return;
  const stages = await readState(org, [{ type: 'StandardValueSet', name: 'OpportunityStage' }]);
  await inFolder(async (folder) => {
    writeSource(folder, stages);
    await org.metadata.deploy({ folder, remove: [], checkOnly: true, onProgress: () => undefined });
  });
}
