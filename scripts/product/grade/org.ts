import type { OrgApi, OrgConnection, RowOutcome } from '../org/index.ts';

/** What grading needs of an org; a test passes its own. */
export type GradeOrg = Pick<
  OrgConnection,
  'instanceUrl' | 'username' | 'orgId' | 'apiVersion' | 'describe' | 'limits' | 'count' | 'read' | 'update'
>;

export type { OrgApi, RowOutcome };

/** From this many rows on the Bulk API takes fewer calls than pages of REST. */
export const bulkFrom = 2_000;

/** `auto`: REST and collections below {@link bulkFrom} rows, Bulk from there on. */
export type ApiChoice = 'auto' | OrgApi;

export const chooseApi = (choice: ApiChoice, rows: number): OrgApi => {
  if (choice !== 'auto') return choice;
  return rows < bulkFrom ? 'collections' : 'bulk';
};
