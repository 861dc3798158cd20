export { auditFiles, toJson, type AuditJson } from './files.ts';
export { nextMoves, ruleTexts } from './judge.ts';
export { told } from './page.ts';
export { moreColumns, openSource, type AuditOrg } from './read.ts';
export { auditOrg, type AuditOptions } from './run.ts';
export { style } from './style.ts';
export { summaryText } from './text.ts';
