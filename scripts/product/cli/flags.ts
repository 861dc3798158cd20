/** Flags that several commands have, with the same words. */
import { Flags } from '@oclif/core';
import { languages } from '../messages/index.ts';

export const targetOrgFlag = Flags.string({
  char: 'o',
  required: true,
  summary: 'Alias, username or access token of the org; `practice` for the practice org of this project.',
  description: 'With an access token, SF_ORG_INSTANCE_URL says where the org is.',
});

export const modelFlag = Flags.file({
  char: 'm',
  summary: 'Sales model. Default: the one the practice org was started with, else config/tas-plus.yaml.',
});

export const apiFlag = Flags.option({
  options: ['auto', 'bulk', 'collections'] as const,
  default: 'auto',
  summary: 'By which API to read and write rows; auto takes Bulk API 2.0 from 2,000 rows on.',
})();

export const leaveFlag = Flags.integer({
  min: 0,
  max: 100,
  default: 50,
  summary: "Percent of the org's API calls left today to leave to others; a run that needs more writes nothing.",
});

/** Where commands that write to an org keep their journals. */
export const runsFlag = Flags.directory({
  summary: 'Folder of runs: what was written to an org, to go on with or take back. Default: runs.',
});

/** Language of what a command writes for people. */
export const languageFlag = Flags.option({
  options: languages,
  aliases: ['lang'],
  summary: 'Language of the page. Default: the first one of the model.',
})();
