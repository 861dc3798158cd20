export { connectOrg, openOrg, type OrgApi, type OrgConnection } from './connect.ts';
export { OrgError, redactTokens } from './error.ts';
export { practiceFile } from './practice.ts';
export type { RecordUpdate, RowOutcome } from './rows.ts';
export type { OrgSession } from './session.ts';
export { type Soql, soql, soqlAll, soqlCondition, soqlFields, soqlIdentifier } from './soql.ts';
export type { Calendar } from './calendar.ts';
