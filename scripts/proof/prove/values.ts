/** Values of random writes, taken from what a model offers: amounts, content of fields, changes. */
import { requirementsOf, type RequirementField, type SalesModel } from '../../product/model/index.ts';
import { proofDay, type CaseSpec } from './case-spec.ts';

/** A value that a write gives. */
export type CaseValue = string | number | boolean | null;

/** The entry at an index that wraps round. */
export const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError('nothing to choose from');
  return found;
};

/** On, one below and one above each line of the model, and what is no usable amount. */
export function amountsOf(model: SalesModel): (number | null)[] {
  const lines = model.grades.flatMap(({ from }) => (from === undefined ? [] : [from]));
  return [...lines.flatMap((line) => [line, line - 1, line + 1, line * 2 + 7]), null, 0, -5];
}

export const typeOf = (choice: number): string => (choice < 55 ? 'Big_Deals' : choice < 80 ? 'Projects' : 'Others');

/** Fields into which the rule about texts that say nothing looks, and one into which it cannot. */
const shortTexts = (model: SalesModel): string[] => [
  ...madeFields(model).flatMap(({ field }) => (field.type?.kind === 'text' ? [field.name] : [])),
  'TAS_Manual_Grade_Note__c',
  'Description',
];

export const madeFields = (model: SalesModel): { field: RequirementField; code: string; stageIndex: number }[] =>
  requirementsOf(model).flatMap(({ stageIndex, requirement: { code, fields = [] } }) =>
    fields.flatMap((field) => (field.type === undefined ? [] : [{ field, code, stageIndex }])),
  );

/** A value that meets the field, or one that does not. */
export function filled(field: RequirementField, met: boolean, variant: number): Record<string, CaseValue> {
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
  if (!met && field.positive === true && variant % 3 > 0) return { [name]: variant % 3 === 1 ? 0 : -3 };
  if (!met && field.notPast && variant % 2 === 0) return { [name]: variant % 4 === 0 ? '2026-11-22' : '2019-02-28' };
  if (type?.kind === 'checkbox') return { [name]: met };
  if (!met) return { [name]: null };
  switch (type?.kind) {
    case 'datetime':
      return { [name]: `2026-12-${10 + (variant % 20)}T08:00:00.000Z` };
    case 'picklist':
      return { [name]: at(type.values, variant).value };
    case 'date':
      return { [name]: variant % 5 === 0 ? proofDay : `2026-12-${10 + (variant % 20)}` };
    case 'currency':
    case 'number':
    case 'percent':
      return { [name]: variant % 3 === 0 ? 1 : variant % 3 === 1 ? 0.5 : 1 + variant };
    default:
      return { [name]: variant % 6 === 0 ? at(nothings, variant) : `text ${variant}` };
  }
}

/** Texts that are there and say nothing, or nearly. */
const nothings = [
  'TBD',
  '\u200b',
  ' n/a. ',
  '\u00a0',
  'xxx',
  '…',
  '待定。',
  '\u2800\u00ad',
  '\u200bTBA\u2060',
  'TBD soon',
  '⁂',
];

export function changesOf(
  model: SalesModel,
  spec: CaseSpec,
  base: Readonly<Record<string, CaseValue>>,
  people: readonly [string, string],
): Record<string, CaseValue> {
  const [one = 0, two = 0, three = 0] = spec.changed;
  const changes: Record<string, CaseValue> = {};
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
      case 'oneOfManual':
        Object.assign(changes, oneOfManual(spec, base, people));
        break;
      case 'until':
        changes['TAS_Manual_Grade_Valid_Until__c'] = at([null, proofDay, '2026-11-22', '2027-06-01'], two);
        break;
      case 'recordType':
        if ('RecordType.DeveloperName' in base) changes['RecordType.DeveloperName'] = typeOf(three);
        break;
      case 'owner':
        changes['OwnerId'] = at(people, two);
        break;
      case 'nothing':
        changes[at(shortTexts(model), one)] = at(nothings, three);
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
  TAS_Manual_Grade_On__c: choice % 11 === 0 ? null : choice % 11 === 1 ? '2026-11-22' : proofDay,
});

/** One field of the manual grade changed alone; on a new deal, given alone. */
function oneOfManual(
  { created, changed: [one = 0, two = 0] }: CaseSpec,
  base: Readonly<Record<string, CaseValue>>,
  people: readonly [string, string],
): Record<string, CaseValue> {
  const signed = {
    TAS_Manual_Grade__c: 'A',
    TAS_Manual_Grade_Reason__c: 'Importance',
    TAS_Manual_Grade_Note__c: 'Another note',
    TAS_Manual_Grade_By__c: people[0],
    TAS_Manual_Grade_On__c: proofDay,
    TAS_Manual_Grade_Valid_Until__c: proofDay,
  };
  const name = at(Object.keys(signed) as (keyof typeof signed)[], one);
  const blanks = created ? Object.fromEntries(Object.keys(signed).map((key) => [key, null])) : {};
  return { ...blanks, [name]: two % 2 === 0 && base[name] !== null && !created ? null : signed[name] };
}
