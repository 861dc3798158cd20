/** API names and values of the package that no model decides. Imports nothing: the browser loads it with the engine. */
export { ledBy, no, yes } from './answers.ts';
export * as contractField from './contract-fields.ts';
export { contract, draftStatus } from './contracts.ts';
export * as field from './deal-fields.ts';
export {
  computedFields,
  decidingFields,
  doneField,
  isGradeField,
  manualFields,
  platformRequiredFields,
} from './fields.ts';
export { groups, type Group } from './groups.ts';
export * as itemField from './item-fields.ts';
export {
  excusing,
  item,
  itemFieldsRead,
  itemKey,
  itemStatuses,
  settling,
  weightField,
  type ItemStatus,
} from './items.ts';
export * as permission from './permission-names.ts';
export { permissions, type Permission } from './permissions.ts';
export * as registrationField from './registration-fields.ts';
export { registration, registrationStatuses, type RegistrationStatus } from './registrations.ts';
export { relationOf } from './relation.ts';
export { unseen } from './unseen.ts';
