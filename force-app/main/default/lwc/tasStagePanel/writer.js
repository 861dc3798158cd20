/** Writes of a deal, one after the other, none over what somebody else has changed meanwhile. */
import { problemOf } from 'c/tasPanelState';
import { saveDeal } from './save';

const isSame = (/** @type {unknown} */ a, /** @type {unknown} */ b) => (a ?? '') === (b ?? '');

/**
 * What the writer asks of the panel.
 * @typedef {object} Reader
 * @property {(names: readonly string[]) => Record<string, unknown>} now present values of some fields
 * @property {() => Promise<boolean>} readAgain false where that failed, or where the deal is gone
 */

export class DealWriter {
  /** LastModifiedDate of the deal as it was last read or written. @type {string | undefined} */
  stamp;
  /** @type {Promise<unknown>} */
  line = Promise.resolve();

  /** @param {Reader} reader */
  constructor(reader) {
    this.reader = reader;
  }

  /**
   * After the writes before it, with the newest stamp; where somebody else changed the deal but not these fields, once
   * more with the new stamp.
   * @param {string} id
   * @param {Record<string, unknown>} fields
   * @param {Readonly<Record<string, unknown>>} base the values it was typed over
   * @returns {Promise<'saved' | 'conflict'>}
   */
  write(id, fields, base) {
    const turn = this.line.then(() => this.writeInTurn(id, fields, base));
    this.line = turn.catch(() => undefined);
    return turn;
  }

  /**
   * @param {string} id
   * @param {Record<string, unknown>} fields
   * @param {Readonly<Record<string, unknown>>} base
   * @returns {Promise<'saved' | 'conflict'>}
   */
  async writeInTurn(id, fields, base) {
    if (!this.isUntouched(base)) return 'conflict';
    try {
      await this.save(id, fields);
    } catch (error) {
      if (problemOf(error, '').kind !== 'conflict' || !(await this.reader.readAgain())) throw error;
      if (!this.isUntouched(base)) return 'conflict';
      await this.save(id, fields);
    }
    return 'saved';
  }

  /** @param {Readonly<Record<string, unknown>>} base */
  isUntouched(base) {
    const now = this.reader.now(Object.keys(base));
    return Object.keys(base).every((name) => isSame(now[name], base[name]));
  }

  /**
   * @param {string} id
   * @param {Record<string, unknown>} fields
   */
  async save(id, fields) {
    const { lastModifiedDate } = await saveDeal(id, fields, this.stamp);
    if (lastModifiedDate) this.stamp = lastModifiedDate;
  }
}
