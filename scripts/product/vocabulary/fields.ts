/** Sets of fields of Opportunity, and the names of those that are numbered by stage. */
import * as field from './deal-fields.ts';

/** Roll-up of the settled hard items of a stage, one decimal digit per slot. */
export const doneField = (stageId: number): string => `TAS_Done_${stageId}__c`;

/** Fields the package computes; a model can neither make nor ask for them. */
export const computedFields: readonly string[] = [
  field.modelAmount,
  field.suggested,
  field.effective,
  field.track,
  field.stageNumber,
  field.openItems,
  field.behind,
];

/** Fields whose value decides grade or track: no item can settle them as not applicable or waived. */
export const decidingFields: readonly string[] = [field.amount, field.ledBy, field.tender, field.grade];

/** Fields the platform itself never lets be empty: asking for them needs no rule. */
export const platformRequiredFields: readonly string[] = [field.name, field.closeDate];

/** A grade given by hand: it changes as a whole. */
export const manualFields: readonly string[] = [
  field.manualGrade,
  field.manualReason,
  field.manualNote,
  field.manualBy,
  field.manualOn,
  field.manualUntil,
];

/** Whether only somebody who may grade can fill it in. */
export const isGradeField = (name: string): boolean => name === field.grade || manualFields.includes(name);
