import type { Field } from '../schema/object.ts';
import { labelOfValue } from '../schema/translate.ts';

/** One value a picklist offers, as the UI API writes it. */
export interface OfferedValue {
  readonly attributes: null;
  readonly label: string;
  readonly validFor: readonly number[];
  readonly value: string;
}

export interface OfferedValues {
  readonly values: readonly OfferedValue[];
  readonly defaultValue: OfferedValue | null;
}

/**
 * The active values of a picklist, in the order they are defined in. Every record type offers all of them: the
 * practice org reads no values of record types.
 */
export function offeredValues(field: Field, language: string): OfferedValues {
  const active = (field.values ?? []).filter((value) => value.active);
  const values = active.map((value): OfferedValue => ({
    attributes: null,
    label: labelOfValue(field, value, language),
    validFor: [],
    value: value.value,
  }));
  return { values, defaultValue: values[active.findIndex(({ isDefault }) => isDefault)] ?? null };
}
