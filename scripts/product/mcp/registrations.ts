/** Partner registrations that somebody has to look after, as the list below the home page shows them. */
import { isMissing, rowsOf } from '../explain/index.ts';
import type { Viewer } from '../gate/index.ts';
import type { SalesModel } from '../model/index.ts';
import { soql, soqlFields, soqlIdentifier, type OrgConnection } from '../org/index.ts';
import { registrationColumns as columns, registrationIn, type Registration } from '../registrations/index.ts';
import { permission, registration, registrationField as own } from '../vocabulary/index.ts';

/** Days before the end of a protection from which on it is told. */
export const soon = 30;

/**
 * For a channel manager those of others that wait for a decision, and all whose protection is over or runs out soon; for
 * everybody else their own of both. Those that wait come first, then what ends first. None where the model or this user
 * has nothing to do with registrations.
 */
export async function readRegistrations(
  org: OrgConnection,
  { registration: made }: SalesModel,
  viewer: Viewer,
  most: number,
): Promise<{ readonly total: number; readonly rows: readonly Registration[] }> {
  const none = { total: 0, rows: [] };
  if (made === undefined) return none;
  const status = soqlIdentifier(own.status);
  const until = soqlIdentifier(own.until);
  const waits = soql`${status} = 'Submitted'`;
  const ends = soql`${status} = 'Approved' AND ${until} <= NEXT_N_DAYS:${soon}`;
  const where = viewer.permissions.has(permission.approveRegistration)
    ? soql`(${waits} AND OwnerId != ${viewer.id}) OR (${ends})`
    : soql`OwnerId = ${viewer.id} AND ((${waits}) OR (${ends}))`;
  const from = soql`FROM ${soqlIdentifier(registration)} WHERE ${where}`;
  try {
    const total = await org.count(soql`SELECT COUNT() ${from}`);
    const rows = await rowsOf(
      org,
      soql`SELECT ${soqlFields(columns)} ${from} ORDER BY ${until} NULLS FIRST, Id LIMIT ${most}`,
      columns,
    );
    return { total, rows: rows.map((row) => registrationIn(columns.map((column) => row.get(column) ?? ''))) };
  } catch (error) {
    if (isMissing(error)) return none;
    throw error;
  }
}
