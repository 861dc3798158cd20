import type { NotQuick } from './deployments.ts';

const reasons: Readonly<Record<NotQuick, string>> = {
  unknown: 'it is not the id of a deployment of this org',
  'no validation': 'that deployment was no validation',
  failed: 'that validation has not succeeded',
  'no tests': 'that validation ran no tests; validate with a test level other than NoTestRun',
  expired: 'that validation is older than 10 days',
  outdated: 'newer validations have taken its place',
};

/** Why a validation cannot be deployed without being looked at again; clients know the code, `INVALID_ID_FIELD`. */
export const refusedQuick = (why: NotQuick, id: string): string => `Invalid validation ID: ${id}: ${reasons[why]}.`;

/** Deploying and retrieving take the right to change everything. */
export const needsRight =
  'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions';
