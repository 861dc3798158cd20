/** A deal in a list: where it stands, and its panel in place once it is asked for. */
import { messages } from 'c/tasHomeModel';
import { NavigationMixin } from 'lightning/navigation';
import { api, LightningElement } from 'lwc';

export default class TasDealLine extends NavigationMixin(LightningElement) {
  /** @type {Home.Line} */
  @api line;
  isOpen = false;
  url = '';

  connectedCallback() {
    this[NavigationMixin.GenerateUrl](this.page).then((/** @type {string} */ url) => {
      this.url = url;
    });
  }

  @api
  focus() {
    /** @type {any} */ (this.template?.querySelector('.name'))?.focus();
  }

  get page() {
    return {
      type: 'standard__recordPage',
      attributes: { recordId: this.line.id, objectApiName: 'Opportunity', actionName: 'view' },
    };
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

  /** In a window of its own where the reader asks the browser for that. @param {MouseEvent} event */
  handleVisit(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    /** @type {any} */ (this)[NavigationMixin.Navigate](this.page);
  }
}
