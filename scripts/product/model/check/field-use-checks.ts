/** What is asked of a field: something its type, its values or the record it names can answer. */
import { field as fields, ledBy, no, registration, registrationField, yes } from '../../vocabulary/index.ts';
import { lookupTargets, reachableFields, type KnownType } from '../fields.ts';
import type { Finding, ModelPath } from '../problem.ts';
import type { PicklistValue, RequirementField, SalesModel } from '../schema.ts';

const numeric: ReadonlySet<KnownType> = new Set(['number', 'currency', 'percent']);

export function checkUse(
  model: SalesModel,
  field: RequirementField,
  type: KnownType | undefined,
  path: ModelPath,
): Finding[] {
  if (type === undefined) return [];
  const findings: Finding[] = [];
  const misuse = (key: string, what: string, fix: string) =>
    findings.push({
      kind: 'fieldUse',
      path: [...path, key],
      what: `Field \`${field.name}\` ${what}`,
      why: 'The question could never be answered.',
      fix,
    });
  if (field.positive === true && !numeric.has(type)) misuse('positive', 'is no number.', 'Delete `positive`.');
  if (field.notPast && type !== 'date') misuse('notPast', 'is no date.', 'Delete `notPast`.');
  if (field.reach !== undefined && type !== 'lookup') misuse('reach', 'is no lookup.', 'Delete `reach`.');
  if (field.accept !== undefined && type !== 'picklist') misuse('accept', 'is no picklist.', 'Delete `accept`.');
  return [
    ...findings,
    ...(type === 'picklist' ? checkAccepted(model, field, path) : []),
    ...(type === 'lookup' ? checkReached(field, path) : []),
  ];
}

/** Values that the field does not have. Those of standard picklists are the org's own, so nobody knows them here. */
function checkAccepted(model: SalesModel, field: RequirementField, path: ModelPath): Finding[] {
  const values = field.type?.kind === 'picklist' ? valuesOf(field.type.values) : packageValues(model, field.name);
  if (values === undefined) return [];
  return (field.accept ?? []).flatMap((value, index): Finding[] =>
    values.includes(value)
      ? []
      : [
          {
            kind: 'unknownValue',
            path: [...path, 'accept', index],
            what: `Field \`${field.name}\` has no value \`${value}\`.`,
            why: 'No deal could ever have it.',
            fix: `Use one of ${values.join(', ')}.`,
          },
        ],
  );
}

const valuesOf = (values: readonly PicklistValue[]): string[] => values.map(({ value }) => value);

/** The values of a picklist of the package, as the model makes them. */
function packageValues({ grades, manualGrade, closed }: SalesModel, name: string): readonly string[] | undefined {
  switch (name) {
    case fields.ledBy:
      return Object.values(ledBy);
    case fields.tender:
      return [yes, no];
    case fields.grade:
      return grades.map(({ letter }) => letter);
    case fields.manualGrade:
      return grades.flatMap(({ letter, partnerLed }) => (partnerLed ? [] : [letter]));
    case fields.manualReason:
      return valuesOf(manualGrade.reasons);
    case fields.lossReason:
      return valuesOf(closed.lost.reasons);
    default:
      return undefined;
  }
}

/** Fields that the record named by a lookup does not have. Custom ones are the org's own. */
function checkReached(field: RequirementField, path: ModelPath): Finding[] {
  const target = field.type?.kind === 'lookup' ? field.type.to : lookupTargets[field.name];
  const known =
    target === registration
      ? [registrationField.validUntil]
      : target === undefined
        ? undefined
        : reachableFields[target];
  return (field.reach ?? []).flatMap((name, index): Finding[] => {
    const at: ModelPath = [...path, 'reach', index];
    if (target === undefined || known === undefined)
      return [
        {
          kind: 'unknownReach',
          path: at,
          what: `What \`${field.name}\` names has no field \`${name}\` that can be asked for.`,
          why: 'Only accounts, contacts, contracts and users are followed.',
          fix: 'Delete `reach`, or ask for another lookup.',
        },
      ];
    if ((name.endsWith('__c') && target !== registration) || known.includes(name)) return [];
    const spelling = known.find((one) => one.toLowerCase() === name.toLowerCase());
    return [
      {
        kind: 'unknownReach',
        path: at,
        what: `${target} has no field \`${name}\` that can be asked for.`,
        why: 'Salesforce would refuse the rule that reads it.',
        fix:
          spelling !== undefined
            ? `Write \`${spelling}\`.`
            : target === registration
              ? `Write \`${registrationField.validUntil}\`, which is filled while the registration protects.`
              : `Use one of ${known.join(', ')}, or a custom field.`,
      },
    ];
  });
}
