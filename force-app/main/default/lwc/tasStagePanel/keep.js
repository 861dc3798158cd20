/** The same value as before stays the same object, so that only the rows that changed are drawn again. */

/** @type {(known: Map<string, { text: string, value: any }>, key: string, value: any) => any} */
function keep(known, key, value) {
  const text = JSON.stringify(value);
  const before = known.get(key);
  if (before?.text === text) return before.value;
  known.set(key, { text, value });
  return value;
}

/**
 * @param {Map<string, { text: string, value: any }>} known
 * @param {Panel.View} view
 * @returns {Panel.View}
 */
export const keepView = (known, view) => ({
  ...view,
  head: keep(known, 'head', view.head),
  grade: keep(known, 'grade', view.grade),
  banners: view.banners.map((banner, index) => keep(known, `banner ${index}`, banner)),
  groups: view.groups.map((group) => {
    const rows = group.rows.map((row) => keep(known, row.code, row));
    const before = known.get(`group ${group.key}`)?.value;
    const isSame =
      before !== undefined &&
      before.name === group.name &&
      before.progress === group.progress &&
      before.notAsked === group.notAsked &&
      before.rows.length === rows.length &&
      before.rows.every((/** @type {Panel.Row} */ row, /** @type {number} */ index) => row === rows[index]);
    if (isSame) return before;
    const made = { ...group, rows };
    known.set(`group ${group.key}`, { text: '', value: made });
    return made;
  }),
});
