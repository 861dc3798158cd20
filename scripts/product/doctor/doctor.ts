/** Whether an org is fit for the package, and the package well in it. Nothing is written. */
import type { InstallProject } from '../install/index.ts';
import { approvalFindings } from './approval-checks.ts';
import { flowFindings, ruleFindings, workflowFindings } from './automation-checks.ts';
import type { Finding } from './finding.ts';
import { leadFindings } from './lead-checks.ts';
import { teamFindings } from './team-checks.ts';
import { currencyFindings, editionFindings, languageFindings, settingFindings } from './org-checks.ts';
import type { Picture } from './picture.ts';
import { rightsFindings } from './rights-checks.ts';
import { roomFindings } from './room-checks.ts';
import { recordTypeFindings, stageFindings } from './stage-checks.ts';

export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Every check, in the order in which an admin meets the subjects. */
export const examine = (picture: Picture, project: InstallProject): Section[] => [
  {
    title: 'Org',
    findings: [
      ...editionFindings(picture),
      ...currencyFindings(picture, project),
      ...languageFindings(picture, project),
    ],
  },
  { title: 'Room on Opportunity', findings: roomFindings(picture, project) },
  { title: 'Stages', findings: [...stageFindings(picture, project), ...recordTypeFindings(picture, project)] },
  {
    title: 'Others on Opportunity',
    findings: [
      ...ruleFindings(picture, project),
      ...flowFindings(picture, project),
      ...workflowFindings(picture, project),
    ],
  },
  {
    title: 'Settings',
    findings: [
      ...settingFindings(picture),
      ...leadFindings(picture, project),
      ...teamFindings(picture, project),
      ...approvalFindings(picture, project),
    ],
  },
  { title: 'Rights and pages', findings: rightsFindings(picture, project) },
];
