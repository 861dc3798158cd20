/** What the customer map of a deal says when an agent moves the deal: kept, as the pages keep it. */
import { mapField, snapshot, snapshotField as own, snapshotKey, snapshotNumbers } from '../customer/index.ts';
import { isMissing, rowsOf } from '../explain/index.ts';
import { soql, soqlFields } from '../org/index.ts';
import type { Look } from './look.ts';
import type { Change } from './write.ts';

const numbers = snapshotNumbers.map((key) => [own[key], mapField[key]] as const);
const columns = numbers.map(([, name]) => name);

/** Undefined: nobody is on the map, the model has none, or this user does not see it. */
export async function keptMap({ org, model, read, calendar }: Look, to: string): Promise<Change | undefined> {
  if (model.customer === undefined) return undefined;
  const { Id } = read.deal;
  try {
    const [row] = await rowsOf(org, soql`SELECT ${soqlFields(columns)} FROM Opportunity WHERE Id = ${Id}`, columns);
    if (!Number(row?.get(mapField.people))) return undefined;
    const values = Object.fromEntries(
      numbers.map(([name, of]) => {
        const text = row?.get(of) ?? '';
        return [name, text === '' ? null : Number(text)];
      }),
    );
    const key = snapshotKey(Id, to, calendar.today);
    return {
      object: snapshot,
      operation: 'insert',
      key: '',
      id: '',
      values: { [own.deal]: Id, [own.key]: key, [own.stage]: to, ...values },
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
