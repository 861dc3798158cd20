/** Random writes on deals of a model: before, after, items, writer. Amounts stand on, below and above each line. */
import fc from 'fast-check';
import type { Deal, Item, Viewer } from '../gate/index.ts';
import { requirementsOf, type RequirementField, type SalesModel } from '../model/index.ts';

export interface Case {
  readonly before: Deal | undefined;
  readonly after: Deal;
  readonly items: readonly Item[];
  readonly viewer: Viewer;
}

/** A date on which every case happens. */
export const proofDay = '2026-11-23';

const permissions = ['TAS_Approve', 'TAS_Raise_Grade', 'TAS_Lower_Grade', 'TAS_Reopen_Closed', 'TAS_Bypass'] as const;
const small = fc.nat(99);

/** Numbers only: each is mapped onto what the model offers, so one spec fits every model and shrinks well. */
export const caseSpec = fc.record({
  created: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  from: small,
  step: fc.oneof(
    { weight: 6, arbitrary: fc.constant('next' as const) },
    { weight: 3, arbitrary: fc.constant('stay' as const) },
    { weight: 4, arbitrary: fc.constant('any' as const) },
    { weight: 2, arbitrary: fc.constant('win' as const) },
    { weight: 1, arbitrary: fc.constant('lose' as const) },
  ),
  to: small,
  /** 0–99: how likely a value is there; high for most cases, else nothing would ever be allowed. */
  tidy: fc.oneof(
    { weight: 4, arbitrary: fc.constant(100) },
    { weight: 3, arbitrary: fc.constant(92) },
    { weight: 2, arbitrary: fc.constant(60) },
  ),
  fills: fc.array(small, { minLength: 90, maxLength: 90 }),
  ledBy: small,
  amount: small,
  tender: small,
  decided: small,
  manual: small,
  changes: fc.uniqueArray(
    fc.constantFrom('field', 'amount', 'ledBy', 'tender', 'decided', 'manual', 'until', 'recordType', 'nextStep'),
    { minLength: 1, maxLength: 3 },
  ),
  changed: fc.array(small, { minLength: 6, maxLength: 6 }),
  held: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 5, arbitrary: fc.uniqueArray(fc.constantFrom(...permissions.slice(0, 4)), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constant(['TAS_Bypass' as const]) },
  ),
  owns: fc.boolean(),
  old: small,
  type: small,
  lost: small,
});
export type CaseSpec = typeof caseSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

/** The entry at an index that wraps round. */
export const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError('nothing to choose from');
  return found;
};

/** The write of a spec against a model. `people` are the writer and somebody else. */
export function caseOf(model: SalesModel, spec: CaseSpec, people: readonly [string, string]): Case {
  const names = model.stages.map(({ name }) => name);
  const { won, lost } = model.closed;
  const every = [...names, won.name, lost.name, 'Foreign'];
  const open = spec.from < 80;
  const from = open ? at(names, spec.from) : at([won.name, won.name, lost.name, 'Foreign'], spec.from);
  const to = targetOf(spec, names, from, every, model);
  const base = baseDeal(model, spec, people, from);
  const before: Deal | undefined = spec.created ? undefined : base;
  const after: Deal = { ...base, ...changesOf(model, spec, base, people), StageName: to };
  return {
    before,
    after,
    items: itemsOf(model, spec),
    viewer: { id: people[0], permissions: new Set(spec.held) },
  };
}

function targetOf(
  spec: CaseSpec,
  names: readonly string[],
  from: string,
  every: readonly string[],
  model: SalesModel,
): string {
  switch (spec.step) {
    case 'stay':
      return from;
    case 'next':
      return names[names.indexOf(from) + 1] ?? (names.includes(from) ? model.closed.won.name : at(names, 0));
    case 'win':
      return model.closed.won.name;
    case 'lose':
      return model.closed.lost.name;
    case 'any':
      return at(every, spec.to);
  }
}

/** On, one below and one above each line of the model, and what is no usable amount. */
export function amountsOf(model: SalesModel): (number | null)[] {
  const lines = model.grades.flatMap(({ from }) => (from === undefined ? [] : [from]));
  return [...lines.flatMap((line) => [line, line - 1, line + 1, line * 2 + 7]), null, 0, -5];
}

function baseDeal(
  model: SalesModel,
  spec: CaseSpec,
  people: readonly [string, string],
  from: string,
): Record<string, string | number | null> {
  const letters = model.grades.map(({ letter }) => letter);
  const bands = model.grades.filter(({ partnerLed }) => !partnerLed).map(({ letter }) => letter);
  const manual = spec.manual < 15 ? at(bands, spec.manual) : null;
  const deal: Record<string, string | number | null> = {
    Name: 'Deal',
    StageName: from,
    OwnerId: spec.owns ? people[0] : people[1],
    CreatedDate:
      spec.old < 15
        ? '2025-01-01T00:00:00.000Z'
        : spec.old < 30
          ? '2026-06-01T00:00:00.000Z'
          : '2026-09-01T00:00:00.000Z',
    Amount: spec.amount < 80 ? at(amountsOf(model).slice(0, -3), spec.amount) : at(amountsOf(model), spec.amount),
    TAS_Led_By__c: spec.ledBy < 78 ? 'Us' : spec.ledBy < 93 ? 'Partner' : null,
    TAS_Tender_Required__c: spec.tender < 60 ? 'Yes' : spec.tender < 92 ? 'No' : null,
    TAS_Grade__c: spec.decided < 70 ? at(letters, spec.decided) : null,
    TAS_Manual_Grade__c: manual,
    TAS_Manual_Grade_Reason__c: manual === null ? null : 'Importance',
    TAS_Manual_Grade_Note__c: manual === null || spec.manual % 5 === 0 ? null : 'Note',
    TAS_Manual_Grade_By__c: manual === null ? null : spec.manual % 7 === 0 ? people[1] : people[0],
    TAS_Manual_Grade_On__c: manual === null ? null : '2026-11-01',
    TAS_Manual_Grade_Valid_Until__c:
      manual === null ? null : at([null, proofDay, '2026-11-22', '2027-01-01'], spec.manual),
    TAS_Loss_Reason__c: spec.lost < 60 ? 'Price' : null,
  };
  if (model.scope.recordTypes !== 'all') deal['RecordType.DeveloperName'] = typeOf(spec.type);
  let index = 0;
  for (const { field } of madeFields(model))
    Object.assign(deal, filled(field, (spec.fills[index++] ?? 0) < spec.tidy, index));
  return deal;
}

const typeOf = (choice: number): string => (choice < 55 ? 'Big_Deals' : choice < 80 ? 'Projects' : 'Others');

const madeFields = (model: SalesModel): { field: RequirementField }[] =>
  requirementsOf(model).flatMap(({ requirement }) =>
    (requirement.fields ?? []).flatMap((field) => (field.type === undefined ? [] : [{ field }])),
  );

/** A value that meets the field, or one that does not. */
function filled(field: RequirementField, met: boolean, variant: number): Record<string, string | number | null> {
  const { name, type } = field;
  if (type?.kind === 'lookup' && field.reach !== undefined) {
    const parent = name.replace(/__c$/, '__r');
    const there = met || variant % 2 === 0;
    return {
      [name]: there ? `contact-${variant}` : null,
      [`${parent}.Phone`]: met && variant % 3 !== 0 ? '123' : null,
      [`${parent}.MobilePhone`]: met && variant % 3 === 0 ? '456' : null,
    };
  }
  if (field.accept !== undefined)
    return { [name]: met ? at(field.accept, variant) : variant % 2 === 0 ? 'Lost' : null };
  if (!met) return { [name]: field.positive && variant % 2 === 0 ? 0 : null };
  switch (type?.kind) {
    case 'picklist':
      return { [name]: at(type.values, variant).value };
    case 'date':
      return { [name]: '2026-12-24' };
    case 'currency':
    case 'number':
    case 'percent':
      return { [name]: 1 + variant };
    default:
      return { [name]: `text ${variant}` };
  }
}

function changesOf(
  model: SalesModel,
  spec: CaseSpec,
  base: Readonly<Record<string, string | number | null>>,
  people: readonly [string, string],
): Record<string, string | number | null> {
  const [one = 0, two = 0, three = 0] = spec.changed;
  const changes: Record<string, string | number | null> = {};
  const fields = madeFields(model);
  const letters = [...model.grades.map(({ letter }) => letter), null];
  for (const change of spec.changes)
    switch (change) {
      case 'field':
        if (fields.length > 0) Object.assign(changes, filled(at(fields, one).field, two < 30, 50 + three));
        break;
      case 'amount':
        changes['Amount'] = at(amountsOf(model), one);
        break;
      case 'ledBy':
        changes['TAS_Led_By__c'] = at(['Us', 'Partner', null], two);
        break;
      case 'tender':
        changes['TAS_Tender_Required__c'] = at(['Yes', 'No', null], three);
        break;
      case 'decided':
        changes['TAS_Grade__c'] = at(letters, one);
        break;
      case 'manual':
        Object.assign(
          changes,
          manualChange(
            at(
              letters.filter((letter) => letter !== 'E'),
              two,
            ),
            three,
            people,
          ),
        );
        break;
      case 'until':
        changes['TAS_Manual_Grade_Valid_Until__c'] = at([null, proofDay, '2026-11-22', '2027-06-01'], two);
        break;
      case 'recordType':
        if ('RecordType.DeveloperName' in base) changes['RecordType.DeveloperName'] = typeOf(three);
        break;
      case 'nextStep':
        changes['NextStep'] = 'call';
        break;
    }
  return changes;
}

const manualChange = (
  letter: string | null,
  choice: number,
  people: readonly [string, string],
): Record<string, string | null> => ({
  TAS_Manual_Grade__c: letter,
  TAS_Manual_Grade_Reason__c: choice % 9 === 0 ? null : 'Importance',
  TAS_Manual_Grade_Note__c: choice % 8 === 0 ? null : 'Note',
  TAS_Manual_Grade_By__c: choice % 7 === 0 ? people[1] : people[0],
  TAS_Manual_Grade_On__c: choice % 11 === 0 ? null : proofDay,
});

function itemsOf(model: SalesModel, spec: CaseSpec): Item[] {
  return requirementsOf(model).flatMap(({ requirement }, index): Item[] => {
    const luck = spec.fills[89 - index] ?? 0;
    const byField = requirement.fields !== undefined;
    if (luck < spec.tidy)
      return byField
        ? []
        : [{ code: requirement.code, status: at(['Done', 'Done', 'Waived', 'NotApplicable'] as const, luck) }];
    return [
      { code: requirement.code, status: at(['Open', 'Requested', 'Done', 'Waived', 'NotApplicable'] as const, luck) },
    ];
  });
}
