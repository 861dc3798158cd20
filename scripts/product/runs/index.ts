export { defaultRuns, resumeCommand, rollbackCommand, undoCommand } from './commands.ts';
export type { CarryOut } from './carry-out.ts';
export { runCsv } from './csv.ts';
export { RunJournal } from './journal.ts';
export { rowsAstray, type RunOrg } from './current.ts';
export { OrgRecord } from './org-record.ts';
export { listRuns, readRun } from './read.ts';
export { countsOf, type Run, type RunCounts, type RunHead, type RowResult, type RunRow } from './run.ts';
export { countsText, refusalsText, runsText, runText, stateOf, takeUpText, type RunState } from './text.ts';
export {
  checkInstall,
  checkOrg,
  checkRows,
  newRunId,
  planResume,
  planUndo,
  resumeRun,
  startRun,
  undoRun,
  type TakeUp,
} from './take-up.ts';
