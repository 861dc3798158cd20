import { LightningElement } from 'lwc';
import Toast from 'lightning/toast';
import { ShowToastEventName } from 'lightning/platformShowToastEvent';
import { refreshEventName, refreshView } from 'lightning/refresh';
import { here, isBoard, isList, onMove } from 'page/route';
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
    if (this.route.deal === '') document.title = say('title');
  }

  get deal() {
    return this.route.deal;
  }

  /** One deal or none: another one is another page. */
  get deals() {
    return this.route.deal === '' ? [] : [this.route.deal];
  }

  get isPipeline() {
    return this.route.deal === '' && isList(this.route) && !this.isBoard;
  }

  get isBoard() {
    return this.route.deal === '' && isBoard(this.route);
  }

  get isHome() {
    return this.route.deal === '' && !isList(this.route) && !this.isBoard;
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
