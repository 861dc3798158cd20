import { LightningElement } from 'lwc';
import { go, hrefOf, onMove } from 'page/route';
import { say } from 'page/messages';

const { persona, personas, language, languages, theme, themes } = globalThis.practice;

/** The bar on top: where the page is from, who looks, in which language and theme. */
export default class Bar extends LightningElement {
  messages = { brand: say('brand'), practice: say('practice') };
  home = hrefOf({ deal: '' });
  choices = [
    choice('as', 'utility:user', 'persona', persona, personas),
    choice('lang', 'utility:world', 'language', language, languages),
    choice('theme', 'utility:color_swatch', 'theme', theme, themes),
  ];

  connectedCallback() {
    this.stop = onMove(() => (this.home = hrefOf({ deal: '' })));
  }

  disconnectedCallback() {
    this.stop?.();
  }

  goHome(/** @type {Event} */ event) {
    event.preventDefault();
    go({ deal: '' });
  }

  choose(/** @type {any} */ event) {
    go({ [event.currentTarget.dataset.choice]: event.detail.value });
  }
}

/**
 * @param {string} name of the address's part
 * @param {string} icon
 * @param {string} what
 * @param {string} chosen
 * @param {readonly { value: string, label: string }[]} options
 */
const choice = (name, icon, what, chosen, options) => {
  const label = options.find(({ value }) => value === chosen)?.label ?? '';
  return {
    name,
    icon,
    label,
    what: `${say(what)}: ${label}`,
    options: options.map((option) => ({ ...option, checked: option.value === chosen })),
  };
};
