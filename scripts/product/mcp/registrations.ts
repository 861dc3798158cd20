/** Partner registrations that somebody has to look after, as the list below the home page shows them. */
import { isMissing, rowsOf } from '../explain/index.ts';
import type { Viewer } from '../gate/index.ts';
import type { SalesModel } from '../model/index.ts';
import { soql, soqlFields, soqlIdentifier, type OrgConnection } from '../org/index.ts';
import { permission, registration, registrationField as own, relationOf } from '../vocabulary/index.ts';

/** Days before the end of a protection from which on it is told. */
export const soon = 30;

export interface WaitingRegistration {
  readonly id: string;
  readonly name: string;
  readonly partner: string;
  readonly customer: string;
  readonly project: string;
  readonly submittedBy: string;
  /** YYYY-MM-DD; empty: not said. */
  readonly submittedOn: string;
  readonly until: string;
  /** Submitted or Approved. */
  readonly status: string;
}

const columns: readonly string[] = [
  'Id',
  'Name',
  `${relationOf(own.partner)}.Name`,
  `${relationOf(own.customer)}.Name`,
  own.project,
  `${relationOf(own.submittedBy)}.Name`,
  own.submittedOn,
  own.until,
  own.status,
];

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
): Promise<{ readonly total: number; readonly rows: readonly WaitingRegistration[] }> {
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

function registrationIn(cells: readonly string[]): WaitingRegistration {
  const [id = '', name = '', partner = '', customer = '', project = '', submittedBy = '', ...rest] = cells;
  const [submittedOn = '', until = '', status = ''] = rest;
  return { id, name, partner, customer, project, submittedBy, submittedOn, until, status };
}
