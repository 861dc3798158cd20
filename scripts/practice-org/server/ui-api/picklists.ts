import type { RecordTypeDeclaration } from '../schema/field.ts';
import type { Field } from '../schema/object.ts';
import { offeredBy } from '../schema/record-types.ts';
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

/** The active values of a picklist, in the order they are defined in, that a record type offers; all for the master one. */
export function offeredValues(field: Field, language: string, type?: RecordTypeDeclaration): OfferedValues {
  const offer = offeredBy(field.object, type, field);
  const active = (field.values ?? []).filter(
    (value) => value.active && (offer?.values.has(value.value.toLowerCase()) ?? true),
  );
  const values = active.map((value): OfferedValue => ({
    attributes: null,
    label: labelOfValue(field, value, language),
    validFor: [],
    value: value.value,
  }));
  const byDefault = active.findIndex(({ isDefault, value }) =>
    offer === undefined ? isDefault : value.toLowerCase() === offer.defaultValue,
  );
  return { values, defaultValue: values[byDefault] ?? null };
}
