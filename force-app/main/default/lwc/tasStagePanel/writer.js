/** Writes of one deal, one after the other, none over what somebody else has changed meanwhile. */
import { problemOf } from 'c/tasPanelState';
import { saveDeal } from 'c/tasRecords';

/**
 * What the writer asks of its session.
 * @typedef {object} Reader
 * @property {string} dealId
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
   * more with the new stamp. False: somebody changed these fields.
   * @param {Record<string, unknown>} fields
   * @param {Readonly<Record<string, unknown>>} base the values it was typed over
   * @returns {Promise<boolean>}
   */
  write(fields, base) {
    const turn = this.line.then(() => this.writeInTurn(fields, base));
    this.line = turn.catch(() => undefined);
    return turn;
  }

  /** @type {DealWriter['write']} */
  async writeInTurn(fields, base) {
    if (!this.isUntouched(base)) return false;
    try {
      await this.save(fields);
    } catch (error) {
      if (problemOf(error, '').kind !== 'conflict' || !(await this.reader.readAgain())) throw error;
      if (!this.isUntouched(base)) return false;
      await this.save(fields);
    }
    return true;
  }

  /** @param {Readonly<Record<string, unknown>>} base */
  isUntouched(base) {
    const now = this.reader.now(Object.keys(base));
    return Object.keys(base).every((name) => (now[name] ?? '') === (base[name] ?? ''));
  }

  /** @param {Record<string, unknown>} fields */
  async save(fields) {
    const { lastModifiedDate } = await saveDeal(this.reader.dealId, fields, this.stamp);
    if (lastModifiedDate) this.stamp = lastModifiedDate;
  }
}
