/** What an editor asks of the platform's inputs. */
import { fill, messages } from 'c/tasModel';

/**
 * Whether every input below is complete; those that are not say so.
 * @param {any} template
 */
export const areComplete = (template) =>
  ![...template.querySelectorAll('[data-name]')].map((input) => input.reportValidity?.() ?? true).includes(false);

/**
 * Takes a message back that no longer holds, while its input is being changed. By itself it would go when the input is
 * left: the button below would move up under the mouse, and the click would be lost.
 * @param {any} input
 */
export function forgive(input) {
  input.setCustomValidity?.('');
  if (input.validity?.valid) input.reportValidity();
}

/**
 * Whether a key belongs to an input method: Enter and Escape also end the input of a Chinese word. Safari tells of the
 * key that ends it once the word is written, with 229 alone.
 * @param {KeyboardEvent} event
 */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/** A link that a browser may be sent to: nothing but the web. @param {string | null | undefined} url */
export const safeLink = (url) => (typeof url === 'string' && /^https?:\/\/\S+$/i.test(url.trim()) ? url.trim() : null);

/** What is wrong with a value that was typed; empty: nothing. @param {Panel.Field} field @param {Panel.Value} value */
export function problemIn({ kind, label, digits }, value) {
  const { form } = messages;
  if (kind === 'url') return safeLink(String(value)) === null ? form.badLink : '';
  if (kind !== 'number') return '';
  if (typeof value !== 'number') return form.badNumber;
  return Math.abs(value) < 10 ** digits ? '' : fill(form.tooLarge, label, digits);
}
