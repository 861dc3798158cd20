export { auditFiles, toJson, type AuditJson } from './files.ts';
export { readStageNames } from './stage-names.ts';
export { readMapping } from './mapping.ts';
export { auditOrg, type AuditOptions } from './run.ts';
export { summaryText } from './text.ts';
