/** Permission sets by role, each with what the role needs and no more. */
import type { PermissionSet } from '@salesforce/types/metadata';
import type { Partially } from '../metadata/index.ts';
import { runField, runRecord } from '../run-record/index.ts';
import { contract, permission, registration, type Permission } from '../vocabulary/index.ts';
import type { ChildObject } from './child-object.ts';
import type { FieldSpec } from './opportunity-fields.ts';
import type { RunField } from './run-object.ts';

interface Role {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Fields with these writers may be edited. */
  readonly edits: readonly FieldSpec['writer'][];
  readonly items: { readonly create: boolean; readonly edit: boolean; readonly remove: boolean };
  readonly permissions: readonly Permission[];
  /** Makes contracts of deals; who does not reads them. */
  readonly contracts: boolean;
  /** Leaves records of runs, and sees them. */
  readonly runs: boolean;
  /** Decides on registrations of others and deletes them; sharing lets everybody else write his own alone. */
  readonly channel: boolean;
}

const roles: readonly Role[] = [
  {
    name: 'TAS_Rep',
    label: 'TAS+ Rep',
    description: 'For people who work on deals. Fills in content, settles what a rep may settle; deletes nothing.',
    edits: ['rep'],
    items: { create: true, edit: true, remove: false },
    permissions: [],
    contracts: true,
    runs: false,
    channel: false,
  },
  {
    name: 'TAS_Manager',
    label: 'TAS+ Manager',
    description:
      'For sales managers and approvers. Confirms processes, excuses requirements and grades by hand on deals of others.',
    edits: ['rep', 'manager'],
    items: { create: true, edit: true, remove: false },
    permissions: [permission.approve, permission.raiseGrade],
    contracts: false,
    runs: false,
    channel: false,
  },
  {
    name: 'TAS_Ops',
    label: 'TAS+ Ops',
    description:
      'For sales operations and their integration user: grading runs, migration, audit. Holds the bypass, so assign it with an expiry.',
    edits: ['rep', 'manager', 'loader'],
    items: { create: true, edit: true, remove: true },
    permissions: [permission.bypass, permission.seeRuns],
    contracts: false,
    runs: true,
    channel: true,
  },
  {
    name: 'TAS_Admin',
    label: 'TAS+ Admin',
    description: 'For Salesforce administrators who set TAS+ up. Holds every right except the bypass.',
    edits: ['rep', 'manager', 'loader'],
    items: { create: true, edit: true, remove: true },
    permissions: [
      permission.approve,
      permission.approveRegistration,
      permission.lowerGrade,
      permission.raiseGrade,
      permission.reopenClosed,
      permission.seeRuns,
    ],
    contracts: true,
    runs: true,
    channel: true,
  },
];

/** Beside one of the others, in a model with partner registrations. */
const channelManager: Role = {
  name: 'TAS_Channel_Manager',
  label: 'TAS+ Channel manager',
  description:
    'For channel managers, beside TAS+ Rep or TAS+ Manager. Approves, rejects, extends and ends partner registrations of others.',
  edits: [],
  items: { create: false, edit: false, remove: false },
  permissions: [permission.approveRegistration],
  contracts: false,
  runs: false,
  channel: true,
};

/** The tabs of the package's own pages, in the order of their names. */
export const tabs = { board: 'TAS_Board', home: 'TAS_Today' } as const;

/** The app that holds it, with deals, reports and dashboards. */
const app = 'TAS_Plus';

/** A field with who may write it. */
type OwnedField = Pick<FieldSpec, 'name' | 'writer'>;

/** Every role's permission set over the fields of the package. */
export const permissionSets = (fields: Fields): { name: string; body: Partially<PermissionSet> }[] => [
  ...[...roles, ...(hasRegistrations(fields) ? [channelManager] : [])].map((role) => ({
    name: role.name,
    body: permissionSet(role, fields),
  })),
  bypass,
];

const hasRegistrations = ({ children }: Fields): boolean => children.some(({ name }) => name === registration);

export interface Fields {
  readonly deal: readonly OwnedField[];
  readonly runs: readonly RunField[];
  readonly children: readonly ChildObject[];
  /** Of Lead; empty: the model has no leads. */
  readonly leads: readonly OwnedField[];
  /** Of Contract; empty: the model has no contracts. */
  readonly contracts: readonly OwnedField[];
}

const permissionSet = (role: Role, { deal, runs, children, leads, contracts }: Fields): Partially<PermissionSet> => ({
  label: role.label,
  description: role.description,
  hasActivationRequired: false,
  applicationVisibilities: [{ application: app, visible: true }],
  customPermissions: role.permissions.map((name) => ({ enabled: true, name })),
  fieldPermissions: [
    ...ownedFields(role, 'Opportunity', deal),
    ...ownedFields(role, 'Lead', leads),
    ...contracts.map(({ name }) => ({ field: `${contract}.${name}`, editable: role.contracts, readable: true })),
    ...children.flatMap((child) => childFields(role, child)),
    // Of a required field no permission set may speak.
    ...runs
      .filter(({ name }) => role.runs && name !== runField.key)
      .map(({ name }) => ({ field: `${runRecord}.${name}`, editable: true, readable: true })),
  ].sort((a, b) => (a.field < b.field ? -1 : 1)),
  tabSettings: Object.values(tabs).map((tab) => ({ tab, visibility: 'Visible' as const })),
  // Reading a detail takes reading its master, and reading opportunities takes reading accounts.
  objectPermissions: [
    readOnly('Account'),
    ...(contracts.length === 0
      ? []
      : [{ ...readOnly(contract), allowCreate: role.contracts, allowEdit: role.contracts }]),
    ...(leads.length === 0 ? [] : [readOnly('Lead')]),
    readOnly('Opportunity'),
    ...[...new Set(children.flatMap(({ reads }) => reads))].map(readOnly),
    ...children.map((child) => ({ ...readOnly(child.name), ...rights(role, child) })),
    ...runRights(role),
  ],
});

const ownedFields = ({ edits }: Role, object: string, fields: readonly OwnedField[]) =>
  fields.map(({ name, writer }) => ({ field: `${object}.${name}`, editable: edits.includes(writer), readable: true }));

/** Who works on no deal fills in nothing of its details. */
const childFields = ({ items, channel }: Role, { name: object, fields }: ChildObject) =>
  fields
    .filter(({ permissioned }) => permissioned !== 'never')
    .map(({ name, permissioned }) => ({
      field: `${object}.${name}`,
      editable: permissioned === 'edit' && (items.edit || (channel && object === registration)),
      readable: true,
    }));

const readOnly = (object: string) => ({
  allowCreate: false,
  allowDelete: false,
  allowEdit: false,
  allowRead: true,
  modifyAllRecords: false,
  object,
  viewAllRecords: false,
});

const runRights = ({ runs }: Role) =>
  runs ? [{ ...readOnly(runRecord), allowCreate: true, allowDelete: true, allowEdit: true }] : [];

/** Who removes records may also change those that are written once. Registrations of others take the right to all of them. */
const rights = ({ items, channel }: Role, { name, records }: ChildObject) =>
  name === registration && channel
    ? { allowCreate: true, allowDelete: true, allowEdit: true, modifyAllRecords: true, viewAllRecords: true }
    : {
        allowCreate: items.create,
        allowDelete: name !== registration && items.remove,
        allowEdit: records === 'edited' ? items.edit : items.remove,
      };

const bypass = {
  name: 'TAS_Bypass',
  body: {
    label: 'TAS+ Bypass',
    description:
      'For a user who loads data. No rule of TAS+ stops its writes: assign it with an expiry, and audit afterwards.',
    hasActivationRequired: false,
    customPermissions: [{ enabled: true, name: permission.bypass }],
  },
} satisfies { name: string; body: Partially<PermissionSet> };
