/** What the engine reads, so that whoever asks an org for a deal asks for all of it. */
import type { SalesModel } from '../model/index.ts';
import { contractField, field, groups, itemFieldsRead, registrationField, relationOf } from '../vocabulary/index.ts';
import { dateFields } from './warnings.ts';

export interface FieldsRead {
  /** API names on Opportunity. */
  readonly deal: readonly string[];
  /** Fields of records that a deal names, as `Relation__r.Field`. */
  readonly related: readonly string[];
  /** API names on the gate item. */
  readonly item: readonly string[];
}

/** What a grade alone is worked out from. */
export const fieldsOfGrade: readonly string[] = [
  field.amount,
  field.modelAmount,
  field.ledBy,
  field.grade,
  field.manualGrade,
  field.manualUntil,
];

/** What rule and verdict look at in the registration of a deal. */
const ofRegistration: readonly string[] = [
  registrationField.customer,
  registrationField.partner,
  registrationField.status,
  registrationField.submittedOn,
  registrationField.decidedOn,
  registrationField.until,
  registrationField.reason,
].map((name) => `${relationOf(field.registration)}.${name}`);

const always = [
  ...fieldsOfGrade,
  field.stage,
  field.hasProducts,
  field.owner,
  field.created,
  field.stageChanged,
  field.recordType,
  field.tender,
  field.manualReason,
  field.manualNote,
  field.manualBy,
  field.manualOn,
  field.lossReason,
  field.lostStage,
  field.probability,
  field.forecastCategory,
  field.keptProbability,
  field.stageSince,
  field.stageSinceIn,
];

/** What the rule on the contract of a deal reads there. */
const contractFields = [contractField.account, contractField.deal].map(
  (name) => `${relationOf(field.contract)}.${name}`,
);

/** Every field that a verdict of this model looks at. What the model warns of but does not have is left out. */
export function fieldsRead(model: SalesModel): FieldsRead {
  const asked = model.stages.flatMap((stage) =>
    groups.flatMap((group) => stage[group].flatMap(({ fields = [] }) => fields)),
  );
  const ofContract = model.contract === undefined ? [] : [field.account, field.contract];
  const { registration } = model;
  const names = new Set([
    ...always,
    ...(registration === undefined ? [] : [field.registration, field.account, registration.partner]),
    ...asked.map(({ name }) => name),
    ...ofContract,
  ]);
  // CloseDate is on every opportunity, whether or not it is asked for.
  const own = new Set([...names, field.closeDate]);
  return {
    deal: [...names, ...dateFields(model).filter((name) => own.has(name) && !names.has(name))],
    related: [
      field.recordTypeName,
      ...new Set([
        ...asked.flatMap(({ name, reach = [] }) => reach.map((one) => `${relationOf(name)}.${one}`)),
        ...(ofContract.length === 0 ? [] : contractFields),
        ...(registration === undefined ? [] : ofRegistration),
      ]),
    ],
    item: itemFieldsRead,
  };
}
