export { auditFiles, toJson, type AuditJson } from './files.ts';
export { readOrgStages } from './org-stages.ts';
export { readMapping } from './mapping.ts';
export { auditOrg, type AuditOptions } from './run.ts';
export { summaryText } from './text.ts';
