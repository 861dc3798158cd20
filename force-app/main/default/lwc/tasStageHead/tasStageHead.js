/** Where the deal stands: path, markers, age, grade; and the moves it can make. */
import { messages } from 'c/tasModel';
import { api, LightningElement } from 'lwc';

export default class TasStageHead extends LightningElement {
  messages = messages;
  /** @type {Panel.Head} */
  @api head;
  /** Saves what was typed in several rows; null: in none or one. @type {string | null} */
  @api saveall = null;
  /** A move is being saved. */
  @api busy = false;

  get advanceClass() {
    return `slds-button slds-button_${this.head.advance?.isReady ? 'brand' : 'neutral'}`;
  }

  /** Puts the cursor on what moves the deal on, else on the path. */
  @api
  focus() {
    /** @type {any} */ (this.template?.querySelector('[data-id="advance"], [aria-current], .segment'))?.focus();
  }

  /** `look` at a stage, or at the current one; `advance`; `choose` another move; `saveall`. @param {any} event */
  handleClick(event) {
    const { event: name, stage } = event.currentTarget.dataset;
    if (this.busy && name !== 'look') return;
    const detail = { value: event.detail?.value, stage: stage === undefined ? null : Number(stage) };
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
