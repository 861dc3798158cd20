import type { OrgApi, OrgConnection, RowOutcome } from '../org/index.ts';

/** What grading needs of an org; a test passes its own. */
export type GradeOrg = Pick<
  OrgConnection,
  'instanceUrl' | 'username' | 'orgId' | 'targetOrg' | 'apiVersion' | 'describe' | 'limits' | 'count' | 'read' | 'write'
>;

export type { OrgApi, RowOutcome };
