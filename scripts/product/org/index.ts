export { type ApiChoice, bulkFrom, chooseApi } from './choose-api.ts';
export { connectOrg, openOrg, type OrgConnection } from './connect.ts';
export { OrgError, redactTokens } from './error.ts';
export { sourceFiles, type DeployReport, type Member, type SourceFile } from './metadata.ts';
export { practiceFile } from './practice.ts';
export type { OrgApi, RecordUpdate, RowError, RowOutcome, WriteRequest } from './rows.ts';
export type { OrgSession } from './session.ts';
export { type Soql, soql, soqlAll, soqlCondition, soqlFields, soqlIdentifier } from './soql.ts';
export type { Calendar } from './calendar.ts';
