/** What a command tells the org of its run, for those who see the home page; the run itself is a folder of files. */

export const runRecord = 'TAS_Run__c';

/** Commands that leave one. */
export const runCommands = [
  'apply',
  'grade',
  'leads',
  'map',
  'migrate',
  'registrations',
  'rollback',
  'team',
  'undo',
] as const;

/** Running: nobody has said yet that it ended · Stopped: it ended by an error, and can be resumed. */
export const runStates = ['Running', 'Done', 'Stopped'] as const;
export type RunRecordState = (typeof runStates)[number];
