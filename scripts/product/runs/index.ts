export { defaultRuns, resumeCommand, rollbackCommand, undoCommand } from './commands.ts';
export { partSize, type CarryOut } from './carry-out.ts';
export { sharedValues } from './blocks.ts';
export { runCsv } from './csv.ts';
export { RunJournal, wordsOnInterruption } from './journal.ts';
export type { RunOrg } from './current.ts';
export { rowsAstray } from './look.ts';
export { OrgRecord } from './org-record.ts';
export { planPruning, prune } from './prune.ts';
export { meaningOf } from './refusal.ts';
export { listRuns, readRun } from './read.ts';
export type { LeftRow, Run, RunHead, RowResult, RunRow } from './run.ts';
export { SortedSpool } from './spool.ts';
export { RowStates, type RunCounts } from './states.ts';
export { countsText, refusalsText, runsText, runText, stateOf, takeUpText, type RunState } from './text.ts';
export {
  checkInstall,
  checkOrg,
  checkRows,
  isResumable,
  newRunId,
  planResume,
  planUndo,
  resumeRun,
  startRun,
  undoRun,
  type NewRun,
  type TakeUp,
} from './take-up.ts';
