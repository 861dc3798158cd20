/** The name of a deal, or of a lead, which leads to its page. */
import { NavigationMixin } from 'lightning/navigation';
import { api, LightningElement } from 'lwc';

export default class TasDealLink extends NavigationMixin(LightningElement) {
  /** @type {string} */
  @api recordId;
  /** @type {string} */
  @api name;
  @api objectApiName = 'Opportunity';
  url = '';

  connectedCallback() {
    this[NavigationMixin.GenerateUrl](this.page).then((/** @type {string} */ url) => {
      this.url = url;
    });
  }

  @api
  focus() {
    /** @type {any} */ (this.template?.querySelector('a'))?.focus();
  }

  get page() {
    return {
      type: 'standard__recordPage',
      attributes: { recordId: this.recordId, objectApiName: this.objectApiName, actionName: 'view' },
    };
  }

  /** In a window of its own where the reader asks the browser for that. @param {MouseEvent} event */
  handleVisit(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    /** @type {any} */ (this)[NavigationMixin.Navigate](this.page);
  }
}
