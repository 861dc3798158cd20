import { LightningElement } from 'lwc';
import Toast from 'lightning/toast';
import { ShowToastEventName } from 'lightning/platformShowToastEvent';
import { refreshEventName, refreshView } from 'lightning/refresh';
import { here, isBoard, isLeads, isList, onMove } from 'page/route';
import { say } from 'page/messages';

/** The practice org's web page. */
export default class App extends LightningElement {
  route = here();
  hasToasts = true;

  connectedCallback() {
    this.stop = onMove(() => {
      this.route = here();
      this.name();
    });
    this.name();
    this.template.addEventListener(ShowToastEventName, (event) => this.toast(/** @type {CustomEvent} */ (event)));
    this.template.addEventListener(refreshEventName, (event) => {
      event.stopPropagation();
      void refreshView();
    });
  }

  disconnectedCallback() {
    this.stop?.();
  }

  name() {
    if (this.isPlace) document.title = say('title');
  }

  get deal() {
    return this.route.deal;
  }

  /** One deal or none: another one is another page. */
  get deals() {
    return this.route.deal === '' ? [] : [this.route.deal];
  }

  /** One lead or none. */
  get leads() {
    return this.route.lead === '' || this.route.deal !== '' ? [] : [this.route.lead];
  }

  /** One partner registration or none. */
  get registrations() {
    const { deal, lead, registration } = this.route;
    return registration === '' || deal !== '' || lead !== '' ? [] : [registration];
  }

  /** No record is looked at. */
  get isPlace() {
    const { deal, lead, registration } = this.route;
    return deal === '' && lead === '' && registration === '';
  }

  get isPipeline() {
    return this.isPlace && isList(this.route) && !this.isBoard && !this.isLeads;
  }

  get isBoard() {
    return this.isPlace && isBoard(this.route);
  }

  get isLeads() {
    return this.isPlace && isLeads(this.route);
  }

  get isHome() {
    return this.isPlace && !isList(this.route) && !this.isBoard && !this.isLeads;
  }

  /** `view=panel`: the panel and nothing else. */
  get isWhole() {
    return this.route.view !== 'panel';
  }

  /** The base components' own container listens on the body for the same name and takes no such toast. */
  toast(/** @type {CustomEvent} */ event) {
    event.stopPropagation();
    const { title, message, messageData, variant, mode } = event.detail;
    void Toast.show(
      {
        label: title ?? '',
        message: filled(message ?? '', messageData ?? []),
        variant: variant ?? 'info',
        mode: mode ?? 'dismissible',
      },
      this,
    );
  }
}

/** @param {string} message @param {readonly any[]} data */
const filled = (message, data) =>
  message.replace(/\{(\d)\}/g, (_all, at) => {
    const value = data[Number(at)];
    return typeof value === 'object' ? (value?.label ?? '') : String(value ?? '');
  });
