import type { OrgApi, OrgConnection } from '../org/index.ts';

/** What grading needs of an org; a test passes its own. */
export type GradeOrg = Pick<
  OrgConnection,
  | 'instanceUrl'
  | 'username'
  | 'orgId'
  | 'targetOrg'
  | 'apiVersion'
  | 'describe'
  | 'limits'
  | 'orgTime'
  | 'count'
  | 'read'
  | 'write'
>;

export type { OrgApi };
