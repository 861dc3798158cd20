/** A pipeline moved from the stages of an org to those of the model. */
export { migrateFiles } from './files.ts';
export { unwrittenFile, proposalText } from './proposal-text.ts';
export { proposeMapping, type ProposedLine } from './propose.ts';
export { runMigrate } from './run.ts';
export { summarize, type MigrateSummary } from './summary.ts';
export { summaryText } from './text.ts';
