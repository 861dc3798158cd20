/** The page's own words in the language it was loaded in. */

const { words } = globalThis.practice;

/** @param {string} key @param {...(string | number)} values for {0}, {1} … */
export function say(key, ...values) {
  const text = words[key];
  if (text === undefined) throw new Error(`the page has no words for ${key}`);
  return text.replace(/\{(\d)\}/g, (_all, at) => String(values[Number(at)] ?? ''));
}
