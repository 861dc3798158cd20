/** What an org says against a record, decoded: by which gate or rule, and who can put it right. */
import type { RowError } from '../org/index.ts';

export interface Meaning {
  /** Code of the gate or rule of the model, such as TAS-G2, else the platform's own code. */
  readonly gate: string;
  readonly fixer: string;
}

const ourRule = /^\[(TAS-[A-Z]+\d*)\]/;

const gateFixer = 'the owner of the deal, or whom the gate asks; the full list: npx tas explain ID --target-org ORG';
const admin = 'an admin';

/** By code of a rule of ours; every other gate is its stage's. */
const ourFixers: Readonly<Record<string, string>> = {
  'TAS-M1': 'an admin: the stage is not in the model',
  'TAS-M4': 'an admin: the record type changes in the first stage alone',
  'TAS-M5': 'who may reopen closed deals',
  'TAS-M6': 'an approver who does not own the deal',
  'TAS-M7': 'a manager who may decide grades',
  'TAS-M8': 'ops: run the command as a user who holds the bypass of grading',
  'TAS-M9': 'an approver who does not own the deal',
  'TAS-P1': 'whoever works on the deal: add the person on its customer map',
  'TAS-P2': 'whoever works on the deal: say that the person left, and add the other',
};

/** By code of the platform. */
const platformFixers: Readonly<Record<string, string>> = {
  FIELD_CUSTOM_VALIDATION_EXCEPTION: 'the owner of the deal: a validation rule of the org asks for something',
  REQUIRED_FIELD_MISSING: 'the owner of the deal: fill the field',
  FIELD_FILTER_VALIDATION_EXCEPTION: 'the owner of the deal: a lookup filter does not let its value through',
  BAD_CUSTOM_ENTITY_PARENT_DOMAIN: admin,
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: 'an admin: the value is not active for the record type',
  UNABLE_TO_LOCK_ROW: 'nobody: somebody was writing the same records; resume the run when less is going on',
  ENTITY_IS_LOCKED: 'the approver of the approval that locks the deal, or an admin who unlocks it',
  ENTITY_IS_DELETED: 'nobody: the record was deleted',
  INVALID_CROSS_REFERENCE_KEY: 'nobody: the record is gone, or not seen by the user of the run',
  INSUFFICIENT_ACCESS_OR_READONLY: 'an admin: the user of the run may not edit the record',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'an admin: the user of the run may not see a record that it names',
  INVALID_FIELD_FOR_INSERT_UPDATE: 'an admin: the user of the run may not edit the field',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'an admin: a trigger or flow of the org failed',
  CANNOT_EXECUTE_FLOW_TRIGGER: 'an admin: a flow of the org failed',
  APEX_ERROR: 'an admin: Apex of the org failed',
  LIMIT_EXCEEDED: 'an admin: a limit of the org was reached',
  REQUEST_LIMIT_EXCEEDED: 'nobody: resume the run when the API calls of the last 24 hours are given back',
  NOT_PROCESSED: 'nobody: resume the run, which sends the record again',
  CHANGED_SINCE: 'nobody: whoever changed it knows better; run the command again',
};

/** What an error means. */
export function meaningOf({ code, message }: Pick<RowError, 'code' | 'message'>): Meaning {
  const ours = ourRule.exec(message)?.[1];
  if (ours !== undefined) return { gate: ours, fixer: ourFixers[ours] ?? gateFixer };
  return { gate: code, fixer: platformFixers[code] ?? admin };
}
