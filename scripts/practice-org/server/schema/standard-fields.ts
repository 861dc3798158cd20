import type { FieldDeclaration, FieldKind, PicklistValue } from './field.ts';

/** What a row of a standard table may say beyond name, label and kind. */
type Extras = Omit<Partial<FieldDeclaration>, 'name' | 'label' | 'kind'>;

const defaults: Readonly<Partial<Record<FieldKind, Extras>>> = {
  currency: { precision: 18, scale: 2 },
  percent: { precision: 3, scale: 0 },
  double: { precision: 18, scale: 0 },
  int: { precision: 9, scale: 0 },
  string: { length: 255 },
  textarea: { length: 32_000 },
  phone: { length: 40 },
  url: { length: 255 },
  email: { length: 80 },
  boolean: { defaultValue: false },
};

/** One line of a standard object's table. */
export function field(name: string, label: string, kind: FieldKind, extras: Extras = {}): FieldDeclaration {
  return { name, label, kind, ...defaults[kind], ...extras };
}

/** What only the platform writes. */
export const system: Extras = { createable: false, updateable: false };

export const lookup = (
  name: string,
  label: string,
  { target, relationshipName }: { readonly target: string; readonly relationshipName: string },
  extras: Extras = {},
): FieldDeclaration => field(name, label, 'reference', { referenceTo: [target], relationshipName, ...extras });

export const picklist = (
  name: string,
  label: string,
  values: readonly string[],
  extras: Extras = {},
): FieldDeclaration => field(name, label, 'picklist', { values: values.map((value) => entry(value)), ...extras });

export const entry = (value: string, label = value, isDefault = false): PicklistValue => ({
  value,
  label,
  active: true,
  isDefault,
});

/** The fields every object that people keep records of has. */
export function auditFields(): FieldDeclaration[] {
  const audit: Extras = { ...system, audit: true };
  return [
    field('Id', 'Record ID', 'id', { ...system, length: 18 }),
    field('IsDeleted', 'Deleted', 'boolean', { ...system, derive: (row) => row.deleted }),
    field('CreatedDate', 'Created Date', 'datetime', audit),
    lookup('CreatedById', 'Created By ID', { target: 'User', relationshipName: 'CreatedBy' }, audit),
    field('LastModifiedDate', 'Last Modified Date', 'datetime', audit),
    lookup('LastModifiedById', 'Last Modified By ID', { target: 'User', relationshipName: 'LastModifiedBy' }, audit),
    field('SystemModstamp', 'System Modstamp', 'datetime', system),
  ];
}

export const owner = (): FieldDeclaration =>
  lookup('OwnerId', 'Owner ID', { target: 'User', relationshipName: 'Owner' }, { required: false });

/** Street, city, state, postal code and country under one prefix (`Billing`, `Mailing` …). */
export function address(prefix: string): FieldDeclaration[] {
  const parts = [
    ['Street', 255],
    ['City', 40],
    ['State', 80],
    ['PostalCode', 20],
    ['Country', 80],
  ] as const;
  return parts.map(([part, length]) =>
    part === 'Street'
      ? field(`${prefix}${part}`, `${prefix} ${part}`, 'textarea', { length })
      : field(`${prefix}${part}`, `${prefix} ${part}`, 'string', { length }),
  );
}
