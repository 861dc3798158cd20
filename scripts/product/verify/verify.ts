/** Carries the experiments out, one after the other, and leaves the org as it was. */
import type { InstallProject, OrgFacts } from '../install/index.ts';
import { OrgError } from '../org/index.ts';
import { apiExperiments } from './api-experiments.ts';
import type { Experiment, Verdict } from './experiment.ts';
import { countDeals, Lab, LabError, type VerifyOrg } from './lab.ts';
import { panelExperiments } from './panel-experiments.ts';
import { ruleExperiments } from './rule-experiments.ts';
import { saveExperiments } from './save-experiments.ts';
import { stageExperiments, switchOff } from './stage-experiments.ts';

/** All of them, by subject; the set of stages first. */
export const experiments: readonly Experiment[] = [
  ...stageExperiments,
  ...ruleExperiments,
  ...saveExperiments,
  ...panelExperiments,
  ...apiExperiments,
];

/** An org with more deals is somebody's. */
const mostDeals = 1_000;

/** Why nothing may be tried in an org; undefined where it may. */
export async function whyNotHere(org: VerifyOrg, facts: OrgFacts): Promise<string | undefined> {
  if (facts.isProduction) return `"${facts.name}" is a production org`;
  const deals = await countDeals(org);
  return deals > mostDeals ? `"${facts.name}" has ${deals} deals, more than ${mostDeals}: it is somebody’s` : undefined;
}

export interface Verified {
  readonly verdicts: readonly Verdict[];
  /** What the org could not be rid of, in words. */
  readonly left: readonly string[];
}

/**
 * `said` is told what is going on; `asked`, where given, the ids of the only experiments to carry out.
 * @throws {OrgError | LabError} where the place of the experiments cannot be made or removed.
 */
export async function verify(
  org: VerifyOrg,
  project: InstallProject,
  options: { readonly said: (what: string) => void; readonly asked?: readonly string[] },
): Promise<Verified> {
  const { said, asked } = options;
  const chosen = asked === undefined ? experiments : experiments.filter(({ id }) => asked.includes(id));
  const lab = new Lab(org, said);
  const verdicts: Verdict[] = [];
  const left: string[] = [];
  said('Making a place for the experiments');
  try {
    await lab.open();
    for (const experiment of chosen) {
      said(`${verdicts.length + 1} of ${chosen.length}: ${experiment.question}`);
      verdicts.push(await carryOut(experiment, lab, project));
    }
  } finally {
    said('Removing what the experiments made');
    await lab.sweep();
    left.push(...(await switchOff(lab)));
  }
  return { verdicts, left };
}

async function carryOut({ run, ...about }: Experiment, lab: Lab, project: InstallProject): Promise<Verdict> {
  try {
    return { ...about, ...(await run(lab, project)) };
  } catch (error) {
    // An org that cannot be reached ends the whole; what it refuses is the end of one experiment.
    if (error instanceof LabError || (error instanceof OrgError && error.problem === 'OrgRefused'))
      return { ...about, outcome: 'failed', saw: error.message };
    throw error;
  }
}
