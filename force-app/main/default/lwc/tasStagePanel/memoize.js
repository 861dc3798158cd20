/** A row that is as before stays the same object, so that only the rows that changed are rendered again. */

/** @typedef {Map<string, { text: string, row: Panel.Row }>} Rendered */

/**
 * @param {Rendered} rendered by code
 * @param {readonly Panel.GroupView[]} groups
 * @returns {readonly Panel.GroupView[]}
 */
export const memoizeRows = (rendered, groups) =>
  groups.map((group) => ({
    ...group,
    rows: group.rows.map((row) => {
      const text = JSON.stringify(row);
      const before = rendered.get(row.code);
      if (before?.text === text) return before.row;
      rendered.set(row.code, { text, row });
      return row;
    }),
  }));
