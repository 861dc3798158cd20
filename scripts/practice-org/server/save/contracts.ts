import { contractStatus } from '../schema/contract.ts';
import { mustHave, type ObjectType } from '../schema/object.ts';
import type { Row, Value } from '../store/row.ts';
import { saveError, type SaveError } from './error.ts';
import type { Write } from './write.ts';

const badStatus = 'Choose a valid contract status and save your changes. Ask your admin for details.';

const slotOf = (object: ObjectType, name: string): number => mustHave(object, name).slot;

/**
 * The way of a contract: it is made as a draft, activated later, and never goes back. What the platform answers to the
 * first and the last is seen in logs of public projects.
 */
export function applyContract(
  object: ObjectType,
  next: Value[],
  prior: Row | null,
  { stamp, session }: Pick<Write, 'stamp' | 'session'>,
): SaveError[] {
  const status = slotOf(object, 'Status');
  const [was, is] = [prior?.values[status], next[status]];
  if (was === is) return [];
  if (was === contractStatus.activated || (prior === null && is !== contractStatus.draft))
    return [saveError('FAILED_ACTIVATION', badStatus, ['Status'])];
  if (is === contractStatus.activated) {
    next[slotOf(object, 'ActivatedDate')] = stamp;
    next[slotOf(object, 'ActivatedById')] = session.userId;
  }
  return [];
}

/** An activated contract stays. Assumed: which code the platform has for that nobody has seen. */
export const keepsContract = (object: ObjectType, { values }: Row): SaveError[] =>
  object.name === 'Contract' && values[slotOf(object, 'Status')] === contractStatus.activated
    ? [saveError('DELETE_FAILED', 'You cannot delete an activated contract.')]
    : [];
