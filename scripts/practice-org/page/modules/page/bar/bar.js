import { LightningElement } from 'lwc';
import { Board, Home } from 'practice/panel';
import { board, go, hasLeads, here, home, hrefOf, isBoard, isLeads, isList, leads, list, onMove } from 'page/route';
import { say } from 'page/messages';

const { persona, personas, language, languages, theme, themes } = globalThis.practice;

/** The bar on top: where the page is from, who looks, in which language and theme. */
export default class Bar extends LightningElement {
  messages = { brand: say('brand'), practice: say('practice'), places: say('places') };
  home = hrefOf(home);
  places = placesOf();
  choices = [
    choice('as', 'utility:user', 'persona', persona, personas),
    choice('lang', 'utility:world', 'language', language, languages),
    choice('theme', 'utility:color_swatch', 'theme', theme, themes),
  ];

  connectedCallback() {
    this.stop = onMove(() => {
      this.home = hrefOf(home);
      this.places = placesOf();
    });
  }

  disconnectedCallback() {
    this.stop?.();
  }

  goHome(/** @type {Event} */ event) {
    event.preventDefault();
    go(home);
  }

  goTo(/** @type {any} */ event) {
    event.preventDefault();
    go(all[/** @type {'home'} */ (event.currentTarget.dataset.place)]);
  }

  choose(/** @type {any} */ event) {
    go({ [event.currentTarget.dataset.choice]: event.detail.value });
  }
}

const all = { home, board, leads, list };

/** Where one may go; nowhere else where the package has no home page. */
const placesOf = () => {
  const route = here();
  const at =
    route.deal !== '' || route.lead !== '' || route.registration !== ''
      ? ''
      : isLeads(route)
        ? 'leads'
        : isBoard(route)
          ? 'board'
          : isList(route)
            ? 'list'
            : 'home';
  const offered = [
    ...(Home === null ? [] : ['home']),
    ...(Board === null ? [] : ['board']),
    ...(hasLeads() ? ['leads'] : []),
    'list',
  ];
  return (offered.length === 1 ? [] : offered).map((name) => ({
    name,
    label: say(name === 'list' ? 'pipeline' : name),
    href: hrefOf(all[/** @type {'home'} */ (name)]),
    current: name === at ? 'page' : null,
  }));
};

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
