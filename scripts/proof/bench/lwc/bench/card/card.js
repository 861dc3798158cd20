import { LightningElement } from 'lwc';

/** What the panel is compared with: a card of the platform's with as many rows as the panel has, and their words. */
export default class Card extends LightningElement {
  rows = globalThis.bench.rows;
}
