/** The row of the table that a deal stands in. Pure. */

/**
 * @param {Panel.Chances} chances
 * @param {{ stage: unknown, grade: unknown, age: number }} deal age in days; one that begins tomorrow has none
 */
export const chanceAt = ({ rows }, { stage, grade, age }) =>
  rows.find(
    (row) =>
      row.stage === stage &&
      row.grade === grade &&
      row.from <= Math.max(0, age) &&
      (row.to === null || Math.max(0, age) <= row.to),
  ) ?? null;
