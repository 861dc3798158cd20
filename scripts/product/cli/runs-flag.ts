/** Where commands that write to an org keep their journals. */
import { Flags } from '@salesforce/sf-plugins-core';

export const runsFlag = Flags.directory({
  summary: 'Folder of runs: what was written to an org, to go on with or take back. Default: runs.',
});
