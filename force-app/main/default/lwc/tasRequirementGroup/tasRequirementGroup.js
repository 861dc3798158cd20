/** One of the four groups of a stage. Progress counts hard requirements only. */
import { api, LightningElement } from 'lwc';

export default class TasRequirementGroup extends LightningElement {
  /** @type {Panel.GroupView} */
  @api group;

  /**
   * Puts the cursor where a requirement is fixed; false where the group does not have it.
   * @param {string} code
   */
  @api
  focusRow(code) {
    const rows = /** @type {any[]} */ ([...(this.template?.querySelectorAll('c-tas-requirement-row') ?? [])]);
    const row = rows.find((one) => one.row.code === code);
    row?.focus();
    return row !== undefined;
  }
}
