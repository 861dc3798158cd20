import type { FieldAccess, FormulaType, RawValue, Scope } from '../../../product/formula/index.ts';
import type { Row } from '../store/row.ts';
import type { Field, Frame, ObjectType } from './object.ts';

const types: Readonly<Record<Field['kind'], FormulaType>> = {
  id: 'lookup',
  reference: 'lookup',
  string: 'text',
  textarea: 'text',
  url: 'text',
  email: 'text',
  phone: 'text',
  double: 'number',
  currency: 'currency',
  percent: 'percent',
  int: 'integer',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  boolean: 'checkbox',
  picklist: 'picklist',
  multipicklist: 'multipicklist',
};

/** Formulas see 15-character ids; CASESAFEID makes 18 of them. */
const shortId = (value: RawValue): RawValue => (typeof value === 'string' ? value.slice(0, 15) : value);

type ReadRow = (row: Row, frame: Frame) => RawValue;

const readField = (field: Field): ReadRow =>
  field.kind === 'id' || field.kind === 'reference'
    ? (row, { session }) => shortId(field.read(row, session))
    : (row, { session }) => field.read(row, session);

/** A lookup followed to one of the objects that it may point at. */
interface Step {
  readonly slot: number;
  readonly target: ObjectType;
}

/** A field of the record itself, or of one it points at through `path`. */
function access(field: Field, path: readonly Step[]): FieldAccess<Frame> {
  const readOwn = readField(field);
  const read = (row: Row | undefined, frame: Frame): RawValue => {
    let at = row;
    for (const { slot, target } of path) {
      if (at === undefined) return null;
      const id = at.values[slot];
      at = typeof id === 'string' ? target.table.get(id) : undefined;
    }
    if (at === undefined) return field.kind === 'boolean' ? false : null;
    return readOwn(at, frame);
  };
  const base = {
    // A formula's text result behaves as text whatever the field's kind.
    type: types[field.kind],
    nullable: field.kind !== 'boolean',
    ...(field.values === undefined ? {} : { values: field.values.map(({ value }) => value) }),
    // Straight from the row when there is nothing to walk: rules run once per saved row.
    read: path.length === 0 ? (frame: Frame) => readOwn(frame.row, frame) : (frame: Frame) => read(frame.row, frame),
  };
  if (path.length > 0) return base;
  return { ...base, prior: (frame: Frame) => readOwn(frame.prior ?? frame.row, frame) };
}

export function targetRow(lookup: Field, id: string): Row | undefined {
  for (const target of lookup.targets) {
    const row = target.table.get(id);
    if (row !== undefined) return row;
  }
  return undefined;
}

function resolveField(object: ObjectType, path: string): FieldAccess<Frame> | undefined {
  const steps: Step[] = [];
  let at = object;
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  for (const part of parts) {
    // `Owner:User.Name` names the object that a lookup to several of them is read as; rows of others are blank.
    const [name = '', as] = part.toLowerCase().split(':');
    const lookup = at.byRelationship.get(name);
    const target = lookup?.targets.find((one) => as === undefined || one.name.toLowerCase() === as);
    if (lookup === undefined || target === undefined) return undefined;
    steps.push({ slot: lookup.slot, target });
    at = target;
  }
  const field = at.byName.get(last.toLowerCase());
  return field === undefined ? undefined : access(field, steps);
}

/** What every formula may ask of the org around it. */
export interface Globals {
  readonly users: () => ObjectType | undefined;
  readonly customPermissions: ReadonlySet<string>;
  readonly organization: ReadonlyMap<string, string>;
  readonly timeZone: string;
  /** Units of a currency that make one of the corporate one; absent in an org with one currency. */
  readonly currencyRate?: (isoCode: string) => number;
}

const text = (read: (frame: Frame) => RawValue): FieldAccess<Frame> => ({ type: 'text', read, prior: read });

function resolveGlobal(path: string, globals: Globals): FieldAccess<Frame> | undefined {
  const [scope = '', name = ''] = path.toLowerCase().split(/\.(.*)/s);
  switch (scope) {
    case '$permission':
      if (!globals.customPermissions.has(name)) return undefined;
      return { type: 'checkbox', nullable: false, read: ({ session }) => session.permissions.has(name) };
    case '$profile':
      if (name === 'name') return text(({ session }) => session.profileName);
      return name === 'id' ? { type: 'lookup', read: ({ session }) => shortId(session.profileId) } : undefined;
    case '$userrole':
      return name === 'name' || name === 'id' || name === 'developername' ? text(() => null) : undefined;
    case '$organization': {
      const value = globals.organization.get(name);
      return value === undefined ? undefined : text(() => (name === 'id' ? value.slice(0, 15) : value));
    }
    case '$user': {
      const users = globals.users();
      const field = users?.byName.get(name);
      if (users === undefined || field === undefined) return undefined;
      const read = readField(field);
      const own = (frame: Frame): RawValue => {
        const row = users.table.get(frame.session.userId);
        return row === undefined ? null : read(row, frame);
      };
      return { type: types[field.kind], nullable: field.kind !== 'boolean', read: own, prior: own };
    }
    default:
      return undefined;
  }
}

/** What formulas of one object may name, and how each name is read. */
export function scopeOf(object: ObjectType, globals: Globals): Scope<Frame> {
  const { currencyRate } = globals;
  return {
    resolve: (path) => (path.startsWith('$') ? resolveGlobal(path, globals) : resolveField(object, path)),
    isNew: (frame) => frame.isNew,
    isClone: () => false,
    now: ({ session }) => session.now(),
    timeZone: () => globals.timeZone,
    // Without it CURRENCYRATE does not compile, as in an org with one currency.
    ...(currencyRate === undefined ? {} : { currencyRate: (_frame: Frame, isoCode: string) => currencyRate(isoCode) }),
  };
}
