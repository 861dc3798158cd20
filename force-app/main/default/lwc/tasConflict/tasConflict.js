/** Somebody else changed what was being edited: both values, and the choice. */
import { labels } from 'c/tasModel';
import { say } from 'c/tasPanelState';
import { api, LightningElement } from 'lwc';

export default class TasConflict extends LightningElement {
  labels = labels;
  /** @type {Panel.Conflict} */
  @api conflict;

  get heading() {
    return say('Conflict', this.conflict.name);
  }

  /** One field is named by the heading already. */
  get isMany() {
    return this.conflict.fields.length > 1;
  }

  handleKeep() {
    this.choose(true);
  }

  handleTake() {
    this.choose(false);
  }

  /** @param {boolean} mine */
  choose(mine) {
    const detail = { code: this.conflict.code, mine };
    this.dispatchEvent(new CustomEvent('resolve', { detail, bubbles: true, composed: true }));
  }
}
