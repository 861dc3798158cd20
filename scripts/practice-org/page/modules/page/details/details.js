import { LightningElement, api } from 'lwc';
import { say } from 'page/messages';
import { fieldText } from 'page/values';

/** Shown by the highlights already. */
const above = new Set(['Name', 'Amount', 'CloseDate', 'CurrencyIsoCode', 'StageName', 'Account', 'Owner']);

/** The fields of the deal that no gate asks for. */
export default class Details extends LightningElement {
  @api record = undefined;
  /** Field infos by name. */
  @api labels = {};
  title = say('details');

  get rows() {
    return Object.keys(this.record?.fields ?? {})
      .filter((name) => !above.has(name))
      .map((name) => {
        const parent = this.record.fields[name].value?.apiName !== undefined;
        const info = this.labels[parent ? `${name}Id` : name];
        return {
          name,
          label: (info?.label ?? name).replace(/\s+ID$/, ''),
          text: fieldText(this.record, parent ? `${name}.Name` : name, info?.dataType),
        };
      });
  }
}
