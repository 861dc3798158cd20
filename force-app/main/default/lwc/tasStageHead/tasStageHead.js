/** Where the deal stands: path, markers, age, grade; and the moves it can make. */
import { labels } from 'c/tasModel';
import { api, LightningElement } from 'lwc';

export default class TasStageHead extends LightningElement {
  labels = labels;
  /** @type {Panel.Head} */
  @api head;
  /** A move is being saved. */
  @api busy = false;

  get steps() {
    return this.head.steps.map((step) => ({
      ...step,
      className: `step ${step.state}${step.isViewed ? ' viewed' : ''}`,
      current: step.isViewed ? 'step' : null,
    }));
  }

  get advanceClass() {
    return `slds-button ${this.head.advance?.isReady ? 'slds-button_brand' : 'slds-button_neutral'}`;
  }

  get ageClass() {
    return `age ${this.head.ageLevel}`;
  }

  get gradeClass() {
    return `grade${this.head.gradeLetter === null ? ' none' : ''}`;
  }

  /** @param {any} event */
  handleLook(event) {
    this.tell('look', { stage: Number(event.currentTarget.dataset.stage) });
  }

  get hasMoves() {
    return this.head.advance !== null || this.head.moves.length > 0;
  }

  handleCurrent() {
    this.tell('look', { stage: null });
  }

  handleAdvance() {
    if (!this.busy) this.tell('advance');
  }

  /** @param {any} event */
  handleMenu(event) {
    this.tell('choose', { value: event.detail.value });
  }

  /**
   * @param {string} name
   * @param {unknown} [detail]
   */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
