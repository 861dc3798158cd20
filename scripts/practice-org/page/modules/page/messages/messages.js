/** The page's own messages in the language it was loaded in. */

const { messages } = globalThis.practice;

/** @param {string} key @param {...(string | number)} values for {0}, {1} … */
export function say(key, ...values) {
  const text = messages[key];
  if (text === undefined) throw new Error(`the page has no message ${key}`);
  return text.replace(/\{(\d)\}/g, (_all, at) => String(values[Number(at)] ?? ''));
}
