/** The reason of the grade in numbers, and what would change it. */
import { labels } from 'c/tasModel';
import { api, LightningElement } from 'lwc';

export default class TasGradeReason extends LightningElement {
  labels = labels;
  /** @type {Panel.GradeView} */
  @api grade;

  handleRaise() {
    this.dispatchEvent(new CustomEvent('choose', { detail: { value: 'raise:' }, bubbles: true, composed: true }));
  }
}
