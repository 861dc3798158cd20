/** A part of the home page: its head, why it could not be read, and the button that shows the rest. */
import { api, LightningElement } from 'lwc';

export default class TasHomePart extends LightningElement {
  /** @type {string} */
  @api name;
  /** @type {string} */
  @api title;
  /** @type {Home.Part} */
  @api of;

  /** The cursor goes to the head. */
  @api
  focus() {
    /** @type {any} */ (this.template?.querySelector('h2'))?.focus();
  }

  get countId() {
    return `${this.name}-count`;
  }

  handleMore() {
    this.dispatchEvent(new CustomEvent('more', { detail: this.name }));
  }
}
