export * as runField from './fields.ts';
export { runCommands, runRecord, runStates, type RunRecordState } from './names.ts';
