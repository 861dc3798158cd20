/** The records that have keys, leads and open deals: which of them, what of them is read, and which keys they shall have. */
import type { GradeOrg } from '../grade/index.ts';
import { customerKey, leadDealField, leadField, phoneKeyOf } from '../lead/index.ts';
import type { LeadModel, SalesModel } from '../model/index.ts';
import { soql, type Soql } from '../org/index.ts';
import { field, registration, registrationField, relationOf } from '../vocabulary/index.ts';
import { LeadError } from './error.ts';

/** Cells by their columns; empty: null. */
export type Cells = Readonly<Record<string, string>>;

export type Keys = Readonly<Record<string, string | null>>;

/** What the two kinds of records have in common. */
export interface Keyed {
  readonly object: 'Lead' | 'Opportunity' | typeof registration;
  readonly condition: Soql;
  /** Fields of its keys. */
  readonly keys: readonly string[];
  /** Id, keys and what they are made of. */
  readonly columns: readonly string[];
  /** What they shall be; null: none. */
  readonly keysOf: (cells: Cells) => Keys;
}

const accountName = 'Account.Name';
const customerName = `${relationOf(registrationField.customer)}.Name`;
/** Of a registration: for whom it was asked. */
export const partnerName = `${relationOf(registrationField.partner)}.Name`;

/** The customer of a record as its user wrote it. */
export const customerOf = ({ object }: Pick<Keyed, 'object'>, cells: Cells): string =>
  cells[object === 'Lead' ? leadField.company : object === 'Opportunity' ? accountName : customerName] ?? '';

/** Its project: of a deal that was no lead its name. */
export const projectOf = ({ object }: Pick<Keyed, 'object'>, cells: Cells): string =>
  object === 'Lead'
    ? (cells[leadField.projectName] ?? '')
    : object === 'Opportunity'
      ? cells[leadDealField.projectName] || (cells[field.name] ?? '')
      : (cells[registrationField.project] ?? '');

/**
 * Leads that are not converted, open deals, and registrations that wait or protect, where the model has them. A converted
 * lead cannot be written any more.
 */
export function keyedOf(model: SalesModel, file: string): readonly Keyed[] {
  const { lead } = model;
  if (lead === undefined)
    throw new LeadError('NoLeads', {
      message: `${file} has no part \`lead\`: leads are nobody's business there.`,
      actions: ['Add `lead:` to the model as docs/leads.md shows, or name another model with --model.'],
    });
  const { placeholders } = model.warnings;
  const customer = (name: string): string | null => customerKey(name, placeholders) || null;
  const registrations: Keyed = {
    object: registration,
    condition: soql`Status__c IN ('Submitted', 'Approved')`,
    keys: [registrationField.customerKey],
    columns: ['Id', registrationField.customerKey, customerName],
    keysOf: (cells) => ({ [registrationField.customerKey]: customer(cells[customerName] ?? '') }),
  };
  return [
    {
      object: 'Lead',
      condition: soql`IsConverted = false`,
      keys: [leadField.customerKey, leadField.phoneKey],
      columns: ['Id', leadField.customerKey, leadField.phoneKey, leadField.company, ...lead.phones],
      keysOf: (cells) => ({
        [leadField.customerKey]: customer(cells[leadField.company] ?? ''),
        [leadField.phoneKey]: phoneOf(lead, cells) || null,
      }),
    },
    {
      object: 'Opportunity',
      condition: soql`IsClosed = false`,
      keys: [leadDealField.customerKey],
      columns: ['Id', leadDealField.customerKey, accountName],
      keysOf: (cells) => ({ [leadDealField.customerKey]: customer(cells[accountName] ?? '') }),
    },
    ...(model.registration === undefined ? [] : [registrations]),
  ];
}

const phoneOf = ({ phones, callingCode }: LeadModel, cells: Cells): string =>
  phoneKeyOf(
    phones.map((name) => cells[name]),
    callingCode,
  );

/** @throws {LeadError} where the org lacks the keys, or this user may not see or, to `write`, edit them. */
export async function checkKeys(
  org: Pick<GradeOrg, 'describe' | 'username'>,
  keyed: Keyed,
  write: boolean,
): Promise<void> {
  const fields = await org.describe(keyed.object);
  const missing = keyed.keys.filter((name) => !fields.has(name));
  if (missing.length > 0)
    throw new LeadError('PackageNotInstalled', {
      message: `${keyed.object} has no field ${missing.join(', ')} that ${org.username} may see.`,
      actions: [
        'Install a package whose model has leads (npx tas plan, npx tas apply), and assign yourself one of its permission sets.',
      ],
    });
  const locked = keyed.keys.filter((name) => fields.get(name)?.updateable === false);
  if (write && locked.length > 0)
    throw new LeadError('NoEditAccess', {
      message: `${org.username} may not write ${locked.join(', ')} of ${keyed.object}.`,
      actions: ['Ask for a permission set of the package, then run the command again.'],
    });
}

/** A row of a query by its columns. */
export const cellsOf = (columns: readonly string[], row: readonly string[]): Cells =>
  Object.fromEntries(columns.map((name, at) => [name, row[at] ?? '']));
