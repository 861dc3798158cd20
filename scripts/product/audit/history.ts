/** Changes of the answers that decide a deal's way, by the field history of the org. */
import { fill, type Messages } from '../messages/index.ts';
import type { Locale } from '../present/index.ts';

/** Rows of `historyColumns` of one deal; the first answer, before which there was none, is no change. */
export function changedAnswers(
  rows: readonly (readonly string[])[],
  { audit, saved }: Messages,
  locale: Locale,
): string[] {
  return rows.flatMap(([, name = '', before = '', after = '', on = '']) =>
    before === '' || before === after
      ? []
      : [
          fill(
            audit.change,
            locale.field(name),
            locale.value(name, before),
            after === '' ? saved.empty : locale.value(name, after),
            locale.day(on),
          ),
        ],
  );
}
