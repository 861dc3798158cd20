/** How often deals like this one were won by a day: the table of a forecast, looked up. It decides nothing. */
import { chances, messages } from 'c/tasChanceModel';
import { field, fill } from 'c/tasModel';
import { dayOf, formats, today } from 'c/tasPanelState';
import { getFieldValue, getRecord } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { chanceAt } from './chance';

const { chance: texts } = messages;

const of = (/** @type {string} */ name) => `Opportunity.${name}`;
const [stage, grade, isClosed, since] = [field.stage, field.effective, 'IsClosed', chances?.since ?? field.created].map(
  of,
);

const percent = (/** @type {number} */ share) => formats.number(Math.round(share * 100));

export default class TasChance extends LightningElement {
  texts = texts;
  /** Nothing is asked where there is no table. @type {string | undefined} */
  asked;
  #recordId = '';

  /** @type {{ data?: any, error?: any }} */
  @wire(getRecord, { recordId: '$asked', optionalFields: [stage, grade, isClosed, since] })
  record = {};

  /** @returns {string} */
  @api
  get recordId() {
    return this.#recordId;
  }
  set recordId(id) {
    this.#recordId = id;
    this.asked = chances === null ? undefined : id;
  }

  /** Of a closed deal nothing is foretold, nor of one whose stage the table does not have at all. */
  get shown() {
    const { data } = this.record;
    if (!data || chances === null || getFieldValue(data, isClosed) === true) return null;
    const begun = String(getFieldValue(data, since) ?? '');
    if (begun === '') return null;
    const now = today();
    if (now > chances.until) return { text: fill(texts.over, formats.day(chances.until)), detail: null };
    const row = chanceAt(chances, {
      stage: getFieldValue(data, stage),
      grade: getFieldValue(data, grade) ?? null,
      age: Math.round((Date.parse(now) - Date.parse(begun.length > 10 ? dayOf(begun) : begun)) / 86_400_000),
    });
    if (row === null) return { text: texts.tooFew, detail: null };
    return {
      text: fill(texts.won, percent(row.won), percent(row.plusMinus), formats.day(chances.until)),
      detail: fill(texts.from, formats.number(row.seen), formats.day(chances.day)),
    };
  }
}
