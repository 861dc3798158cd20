import type { ObjectType } from '../schema/object.ts';
import { mustHave } from '../schema/object.ts';
import { heldBy } from '../setup-rows.ts';
import type { Row } from '../store/row.ts';
import type { Write } from './write.ts';

/**
 * Before a row is made or removed: answers what is to be done after it, which gives the user of an assigned permission set
 * their rights anew, and has that done again when the write is taken back.
 */
export function followAssignment(object: ObjectType, row: Row, { org, journal }: Write): () => void {
  if (object.name !== 'PermissionSetAssignment') return () => undefined;
  const assignee = row.values[mustHave(object, 'AssigneeId').slot];
  const session = org.sessions.find(({ userId }) => userId === assignee);
  const follow = (): void => session?.hold(heldBy(org.objects, org.permissionSets, session.userId));
  journal.add(follow);
  return follow;
}
