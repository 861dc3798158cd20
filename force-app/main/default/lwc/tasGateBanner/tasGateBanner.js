/** What stands between the deal and its next stage, each a link to its row; and whatever else must be said on top. */
import { api, LightningElement } from 'lwc';

export default class TasGateBanner extends LightningElement {
  /** @type {Panel.Banner} */
  @api banner;

  get className() {
    return `banner ${this.banner.tone}`;
  }

  /** @param {any} event */
  handleJump(event) {
    const detail = { code: event.currentTarget.dataset.code };
    this.dispatchEvent(new CustomEvent('jump', { detail, bubbles: true, composed: true }));
  }
}
