/** The fields of the package as formulas see them: which are easily mixed up, and which values of them can matter. */
import type { RawValue, Scope } from '../../product/formula/index.ts';
import { stageNumber } from '../../product/compile/index.ts';
import { mapField, snapshotField, stakeholderField } from '../../product/customer/index.ts';
import {
  contractField,
  doneField,
  field,
  itemField,
  permissions,
  registrationField,
  weightField,
} from '../../product/vocabulary/index.ts';
import { requirementsOf, type SalesModel } from '../../product/model/index.ts';
import type { Fixture } from './equal.ts';

/** Fields that a slip of the hand would mix up: those of the same kind. */
const alike: readonly (readonly string[])[] = [
  [field.ledBy, field.tender],
  [field.grade, field.manualGrade],
  [field.suggested, field.effective, field.track],
  permissions.map((name) => `$Permission.${name}`),
  ['TAS_Done_1__c', 'TAS_Done_2__c', 'TAS_Done_3__c'],
  [field.manualOn, field.manualUntil],
  [itemField.evidence, itemField.reason],
  [itemField.person, itemField.settledBy, itemField.declinedBy],
  [itemField.settledOn, itemField.declinedOn],
  [itemField.code, itemField.status],
  [field.account, field.contract],
  [`Contract.${contractField.account}`, `Contract.${contractField.deal}`],
  [stakeholderField.closeness, stakeholderField.solution, stakeholderField.price],
  [registrationField.partner, registrationField.customer],
  [registrationField.submittedBy, registrationField.decidedBy],
  [registrationField.submittedOn, registrationField.decidedOn, registrationField.until],
  [registrationField.key, registrationField.projectKey],
  [snapshotField.approvers, snapshotField.supporters, snapshotField.opponents],
  [mapField.approvers, mapField.supporters, mapField.opponents].map((name) => `Opportunity__r.${name}`),
  [mapField.weight, mapField.people],
  [mapField.points, mapField.unknown],
];

/** For each field one of its own kind: alike fields first, else the next field of the model with the same type. */
export function swapper(model: SalesModel): (field: string) => readonly string[] {
  const byType = new Map<string, string[]>();
  for (const { requirement } of requirementsOf(model))
    for (const { name, type } of requirement.fields ?? [])
      if (type !== undefined) byType.set(type.kind, [...(byType.get(type.kind) ?? []), name]);
  const groups = [...alike, ...byType.values()];
  return (name) => {
    const group = groups.find((names) => names.includes(name));
    const next = group?.[(group.indexOf(name) + 1) % group.length];
    return next === undefined || next === name ? [] : [next];
  };
}

/** Every value that formulas of the model can tell apart, by field. Text and lookups are only compared or blank. */
export function fixtureOf(model: SalesModel, scope: Scope<never>, today: string): Fixture {
  const letters: RawValue[] = [...model.grades.map(({ letter }) => letter), null];
  const subsets = (slots: readonly number[]): number[] =>
    slots.reduce<number[]>((sums, slot) => [...sums, ...sums.map((sum) => sum + 10 ** slot)], [0]);
  const slotsOf = (id: number): number[] =>
    requirementsOf(model).flatMap(({ stage, requirement: { slot } }) =>
      stage.id === id && slot !== undefined ? [slot] : [],
    );
  const known = new Map<string, readonly RawValue[]>([
    [field.suggested, letters],
    [field.effective, letters],
    [field.stage, [...model.stages.map(({ name }) => name), model.closed.won.name, model.closed.lost.name, 'Foreign']],
    [field.track, model.tracks.map(({ name }) => name)],
    [field.stageNumber, Array.from({ length: model.stages.length + 2 }, (_, index) => index)],
    ...model.stages.flatMap(({ id }): [string, readonly RawValue[]][] => [
      [doneField(id), subsets(slotsOf(id))],
      [weightField(id), [0, ...slotsOf(id).map((slot) => 10 ** slot)]],
    ]),
  ]);
  const byPath = new Map([...known].map(([path, values]) => [path.toLowerCase(), values]));
  return {
    inlined: new Map([[field.stageNumber, stageNumber(model, { kind: 'name', path: field.stage })]]),
    now: Date.parse(`${today}T12:00:00Z`),
    field: (path) => scope.resolve(path),
    domain: (path, numbers) => {
      const own = byPath.get(path.replace(/^opportunity__r\./i, ''));
      if (own !== undefined) return own;
      const resolved = scope.resolve(path);
      switch (resolved?.type) {
        case 'checkbox':
          return [true, false];
        case 'picklist':
          return resolved.values === undefined ? undefined : [...resolved.values, null];
        case 'number':
        case 'currency':
          return [...new Set([null, ...[0, ...numbers].flatMap((one) => [one - 1, one, one + 1])])];
        case 'date':
          return [null, ...[-1, 0, 1].map((days) => dayAfter(today, days))];
        case 'text':
        case 'lookup':
          return [null, 'one', 'other'];
        default:
          return undefined;
      }
    },
  };
}

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
