export { tellChanges, toJson, type ChangesJson } from './files.ts';
export { changesSince, type ChangedDeal, type ChangesReport } from './run.ts';
export { dayAsked } from './since.ts';
export { summaryText } from './text.ts';
