/** What an editor asks of the platform's inputs. */

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

/** A link that a browser may be sent to: nothing but the web. @param {string | null | undefined} url */
export const safeLink = (url) => (typeof url === 'string' && /^https?:\/\/\S+$/i.test(url.trim()) ? url.trim() : null);
