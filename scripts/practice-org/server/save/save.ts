import { defaultRecordType } from '../org.ts';
import { mustHave, type Field, type Frame, type ObjectType } from '../schema/object.ts';
import { Row, type Value } from '../store/row.ts';
import { followAssignment } from './assignments.ts';
import type { Changes } from './changes.ts';
import { keepFieldHistory } from './field-history.ts';
import { keepHistory } from './history.ts';
import { refused, saveError, type SaveError, type SaveResult } from './error.ts';
import { refreshMastersOf, stampModified, summarise } from './masters.ts';
import { applyContract } from './contracts.ts';
import { applyStage } from './opportunity.ts';
import { notOffered } from './offered.ts';
import { planOf } from './plan.ts';
import { applyLine, keepDerived, lineItems } from './products.ts';
import { brokenRules } from './rules.ts';
import type { Write } from './write.ts';

function missing(required: readonly Field[], next: readonly Value[], { unvalidated = false }: Write): SaveError[] {
  const asked = unvalidated ? required.filter(({ name }) => !name.endsWith('__c')) : required;
  const names = asked.filter(({ slot }) => (next[slot] ?? null) === null).map(({ name }) => name);
  if (names.length === 0) return [];
  return [saveError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names)];
}

const rulesAgainst = (object: ObjectType, frame: Frame, { unvalidated = false }: Write): SaveError[] =>
  unvalidated ? [] : brokenRules(object, frame);

/** Why a lookup may not point where a write points it. */
function badReference(object: ObjectType, field: Field, id: string): SaveError | undefined {
  const target = field.targets.find(({ prefix }) => id.startsWith(prefix));
  if (target === undefined) {
    return saveError('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [field.name]);
  }
  const row = target.table.get(id);
  if (row === undefined) {
    return target.table.getDeleted(id) === undefined
      ? saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name])
      : saveError('ENTITY_IS_DELETED', 'entity is deleted', [field.name]);
  }
  const governs = target.name === 'RecordType' ? target.byName.get('sobjecttype') : undefined;
  if (governs !== undefined && row.values[governs.slot] !== object.name) {
    const message = `${field.label}: this ID value isn't valid for the user: ${id}`;
    return saveError('INVALID_CROSS_REFERENCE_KEY', message, [field.name]);
  }
  return undefined;
}

function badReferences(object: ObjectType, changes: Changes): SaveError[] {
  const errors: SaveError[] = [];
  for (const [field, value] of changes) {
    if (field.kind !== 'reference' || typeof value !== 'string') continue;
    const error = badReference(object, field, value);
    if (error !== undefined) errors.push(error);
  }
  return errors;
}

function duplicates(
  object: ObjectType,
  unique: readonly Field[],
  next: readonly Value[],
  own: Row | null,
): SaveError[] {
  for (const field of unique) {
    const twin = object.table.byKey(field.slot, next[field.slot] ?? null).find((row) => row !== own);
    if (twin === undefined) continue;
    const message = `duplicate value found: ${field.name} duplicates value on record with id: ${twin.id.slice(0, 15)}`;
    return [saveError('DUPLICATE_VALUE', message, [])];
  }
  return [];
}

/** The next number of an auto-number field: `A-{0000}` gives A-0001. */
function nextNumber(field: Field): string {
  const number = field.object.table.nextNumber(field.name);
  return (field.autoNumber ?? '{0}').replace(/\{(0+)\}/, (_all, zeros: string) =>
    String(number).padStart(zeros.length, '0'),
  );
}

/** The values a new row is checked with: defaults under what was given. */
function startingValues(object: ObjectType, changes: Changes, write: Write): Value[] {
  const plan = planOf(object);
  const next = plan.blank.slice();
  if (plan.slots.owner !== undefined) next[plan.slots.owner] = write.session.userId;
  for (const field of plan.formulaDefaults) {
    if (changes.has(field)) continue;
    const frame = { row: new Row(next), prior: null, isNew: true, session: write.session };
    const value = field.defaults?.evaluate(frame) ?? null;
    next[field.slot] = typeof value === 'string' && field.kind === 'double' ? Number(value) : value;
  }
  // Who names no record type gets the default one of their profile; the master one is named, or null.
  if (plan.slots.recordType !== undefined) next[plan.slots.recordType] = defaultRecordType(write.org, object) ?? null;
  for (const [field, value] of changes) next[field.slot] = value;
  return next;
}

/** What the platform fills in after the rules have run: they see a new record without id and dates. */
function finishInsert(object: ObjectType, next: Value[], changes: Changes, write: Write): void {
  const { slots, autoNumbers } = planOf(object);
  next[0] = object.table.nextId();
  for (const field of autoNumbers) next[field.slot] = nextNumber(field);
  const { nameField } = object;
  if (object.custom && (next[nameField.slot] ?? null) === null) next[nameField.slot] = next[0];
  if (slots.createdDate !== undefined) next[slots.createdDate] = write.stamp;
  if (slots.createdBy !== undefined) next[slots.createdBy] = write.session.userId;
  stampModified(object, next, write);
  for (const [field, value] of changes) if (field.audit === true && value !== null) next[field.slot] = value;
  for (const rollup of object.rollups) next[rollup.field.slot] = summarise(rollup, next[0], write);
}

/** Saves a new row: defaults, required, references, rules, uniqueness, roll-ups, in the platform's order. */
export function insertRow(object: ObjectType, changes: Changes, write: Write): SaveResult {
  const plan = planOf(object);
  const next = startingValues(object, changes, write);
  if (object.name === 'Opportunity') applyStage(write, { object, next, changes, prior: null });
  const wrong = [
    ...missing(plan.required, next, write),
    ...badReferences(object, changes),
    ...notOffered(write.org, object, { next, before: null, changes }),
  ];
  if (object.name === lineItems && wrong.length === 0) wrong.push(...applyLine(object, next, changes));
  if (object.name === 'Contract') wrong.push(...applyContract(object, next, null, write));
  if (wrong.length > 0) return refused(wrong);
  const row = new Row(next);
  const broken = rulesAgainst(object, { row, prior: null, isNew: true, session: write.session }, write);
  if (broken.length > 0) return refused(broken);
  const twins = duplicates(object, plan.unique, next, null);
  if (twins.length > 0) return refused(twins);
  finishInsert(object, next, changes, write);
  row.computed = null;
  const savepoint = write.journal.savepoint;
  const follow = followAssignment(object, row, write);
  object.table.insert(row, write.journal);
  follow();
  if (object.name === 'Opportunity') keepHistory(object, row, null, write);
  keepFieldHistory(object, row, null, write);
  const errors = refreshMastersOf(object, row, null, write);
  if (errors.length === 0) return { ok: true, id: row.id, created: true };
  write.journal.rollBackTo(savepoint);
  return refused(errors);
}

const isConverted = (object: ObjectType, { values }: Row): boolean =>
  object.name === 'Lead' && values[mustHave(object, 'IsConverted').slot] === true;

/** Saves changes to a row, which is left as it was when anything refuses. */
export function updateRow(object: ObjectType, row: Row, changes: Changes, write: Write): SaveResult {
  if (isConverted(object, row))
    return refused([saveError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')], row.id);
  const plan = planOf(object);
  const before = row.values;
  const next = before.slice();
  for (const [field, value] of changes) next[field.slot] = value;
  if (object.name === 'Opportunity') {
    keepDerived(object, next, row);
    applyStage(write, { object, next, changes, prior: row });
  }
  const wrong = [
    ...missing(plan.required, next, write),
    ...badReferences(object, changes),
    ...notOffered(write.org, object, { next, before, changes }),
  ];
  if (object.name === lineItems && wrong.length === 0) wrong.push(...applyLine(object, next, changes));
  if (object.name === 'Contract') wrong.push(...applyContract(object, next, row, write));
  if (wrong.length > 0) return refused(wrong, row.id);
  const frame = { row: new Row(next), prior: row, isNew: false, session: write.session };
  const broken = rulesAgainst(object, frame, write);
  if (broken.length > 0) return refused(broken, row.id);
  const twins = duplicates(object, plan.unique, next, row);
  if (twins.length > 0) return refused(twins, row.id);
  stampModified(object, next, write);
  const savepoint = write.journal.savepoint;
  object.table.update(row, next, write.journal);
  if (object.name === 'Opportunity') keepHistory(object, row, before, write);
  keepFieldHistory(object, row, before, write);
  const errors = refreshMastersOf(object, row, before, write);
  if (errors.length === 0) return { ok: true, id: row.id, created: false };
  write.journal.rollBackTo(savepoint);
  return refused(errors, row.id);
}
