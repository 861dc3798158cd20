/** What a stored field holds: numbers as numbers, dates as `YYYY-MM-DD`, datetimes as `…T…:00.000+0000`. */
export type Value = string | number | boolean | null;

/**
 * One record. `values` is indexed by the field's slot (slot 0 is the Id) and never changed in place: a write puts a
 * new array there, so the array held before it *is* the prior version.
 */
export class Row {
  values: readonly Value[];
  /** Formula results that depend on this row, some on the day too; undefined = not worked out yet. */
  computed: (Value | undefined)[] | null = null;
  /** The quarter hour in which those that depend on the day were worked out. */
  computedIn = 0;
  deleted = false;

  constructor(values: readonly Value[]) {
    this.values = values;
  }

  get id(): string {
    return this.values[0] as string;
  }
}
