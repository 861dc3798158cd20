/** A refused save: what did not happen, whose rule refused it, and its very words. */
import { api, LightningElement } from 'lwc';

export default class TasProblem extends LightningElement {
  /** @type {Panel.Problem} */
  @api problem;
}
