export {
  connectOrg,
  openOrg,
  type ConnectOptions,
  type DescribedField,
  type OrgApi,
  type OrgConnection,
} from './connect.ts';
export { OrgError, redactTokens, type OrgProblem } from './error.ts';
export type { OrgHttpOptions } from './http.ts';
export { PRACTICE_ALIAS, PRACTICE_FILE } from './practice.ts';
export type { OnRows, RecordUpdate, RowError, RowOutcome, TextRow } from './rows.ts';
export type { OrgSession } from './session.ts';
export { Soql, soql, soqlAll, soqlCondition, soqlFields, soqlIdentifier, type SoqlValue } from './soql.ts';
