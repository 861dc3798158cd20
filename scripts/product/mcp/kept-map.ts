/** What the customer map of a deal says when an agent moves the deal: kept, as the pages keep it. */
import {
  copiedNumbers,
  mapField,
  snapshot,
  snapshotCopies,
  snapshotField as own,
  snapshotKey,
} from '../customer/index.ts';
import { isMissing, rowsOf } from '../explain/index.ts';
import { soql, soqlFields } from '../org/index.ts';
import type { Look } from './look.ts';
import type { Change } from './write.ts';

const columns = Object.values(snapshotCopies);

/** Undefined: nobody is on the map, the model has none, or this user does not see it. */
export async function keptMap({ org, model, read, calendar }: Look, to: string): Promise<Change | undefined> {
  if (model.customer === undefined) return undefined;
  const { Id } = read.deal;
  try {
    const [row] = await rowsOf(org, soql`SELECT ${soqlFields(columns)} FROM Opportunity WHERE Id = ${Id}`, columns);
    if (!Number(row?.get(mapField.people))) return undefined;
    const key = snapshotKey(Id, to, calendar.today);
    return {
      object: snapshot,
      operation: 'insert',
      key: '',
      id: '',
      values: { [own.deal]: Id, [own.key]: key, [own.stage]: to, ...copiedNumbers((of) => row?.get(of)) },
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
