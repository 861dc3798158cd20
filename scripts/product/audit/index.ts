export { auditFiles, toJson, type AuditJson } from './files.ts';
export { auditOrg, type AuditOptions } from './run.ts';
export { summaryText } from './text.ts';
