/** Something to be told: a title, lines, names that lead to their rows, and what can be done about it. */
import { api, LightningElement } from 'lwc';

export default class TasNotice extends LightningElement {
  /** @type {Panel.Notice} */
  @api notice;

  get className() {
    return `notice ${this.notice.tone}`;
  }

  get role() {
    return this.notice.tone === 'alert' ? 'alert' : null;
  }

  /** `jump` to a row by its code, or `act` as offered. @param {any} event */
  handleClick(event) {
    const { event: name, code = this.notice.code, id } = event.currentTarget.dataset;
    const detail = { code, value: id };
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
