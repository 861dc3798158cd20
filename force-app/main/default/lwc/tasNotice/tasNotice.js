/** Something to be told: a title, lines, names that lead to their rows, and what can be done about it. */
import { api, LightningElement } from 'lwc';

/** Rows of a line on a phone, where some twenty wide letters stand beside each other; more scroll. */
const mostRows = 5;
const rowsOf = (/** @type {string} */ text) =>
  text.split('\n').reduce((sum, one) => sum + Math.max(1, Math.ceil(one.length / 20)), 0);

export default class TasNotice extends LightningElement {
  /** @type {Panel.Notice} */
  @api notice;

  /** A long line scrolls, and can then be reached by the keyboard. */
  get lines() {
    return this.notice.lines.map((line) => ({ ...line, tabIndex: rowsOf(line.text) > mostRows ? '0' : null }));
  }

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
