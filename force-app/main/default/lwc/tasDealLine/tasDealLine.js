/** A deal in a list: where it stands, and its panel in place once it is asked for. */
import { messages } from 'c/tasHomeModel';
import { api, LightningElement } from 'lwc';

export default class TasDealLine extends LightningElement {
  /** @type {Home.Line} */
  @api line;
  isOpen = false;

  @api
  focus() {
    /** @type {any} */ (this.template?.querySelector('c-tas-deal-link'))?.focus();
  }

  /** A row below it draws the line of both. */
  get className() {
    return this.line.hasRow ? 'line' : 'line ruled';
  }

  get toggleText() {
    return this.isOpen ? messages.home.hide : messages.home.show;
  }

  get toggleTitle() {
    return `${this.toggleText}: ${this.line.name}`;
  }

  get expanded() {
    return String(this.isOpen);
  }

  handleToggle() {
    this.isOpen = !this.isOpen;
    // What was settled in it counts in the list, too.
    if (!this.isOpen) this.dispatchEvent(new CustomEvent('looked'));
  }
}
