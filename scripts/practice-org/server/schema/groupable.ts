import type { Field } from './object.ts';

const never = new Set<Field['kind']>(['double', 'currency', 'percent', 'datetime', 'multipicklist']);

/** Whether SOQL groups by the field: not by formulas, roll-ups, auto-numbers, long texts, and numbers with a point. */
export const isGroupable = (field: Field): boolean =>
  !never.has(field.kind) &&
  field.formula === undefined &&
  field.summary === undefined &&
  field.autoNumber === undefined &&
  !(field.kind === 'textarea' && (field.length ?? 0) > 255);
