import { LightningElement, api, wire } from 'lwc';
import { getFieldDisplayValue, getFieldValue, getRecord } from 'lightning/uiRecordApi';
import { getObjectInfo, getPicklistValues } from 'lightning/uiObjectInfoApi';
import { go, hrefOf } from 'page/route';
import { say } from 'page/words';
import { dateText, moneyText } from 'page/values';

const fields = ['Name', 'Account.Name', 'Amount', 'CloseDate', 'Owner.Name', 'StageName'].map(
  (name) => `Opportunity.${name}`,
);
const details = [
  'LeadSource',
  'Type',
  'NextStep',
  'Probability',
  'ForecastCategoryName',
  'Description',
  'CurrencyIsoCode',
  'CreatedDate',
  'LastModifiedDate',
  'LastModifiedBy.Name',
];

/** A deal as a record page shows it: highlights, path, the panel, details. */
export default class Deal extends LightningElement {
  @api recordId = '';
  home = hrefOf({ deal: '' });
  record = undefined;
  info = undefined;
  stages = [];
  problem = '';
  fields = fields;
  optionalFields = details.map((name) => `Opportunity.${name}`);
  words = {
    opportunity: say('opportunity'),
    pipeline: `‹ ${say('pipeline')}`,
    noDeal: say('noDeal'),
    highlights: say('highlights'),
    path: say('path'),
    loading: say('loading'),
  };

  @wire(getRecord, { recordId: '$recordId', fields: '$fields', optionalFields: '$optionalFields' })
  takeRecord(/** @type {any} */ { data, error }) {
    if (data !== undefined) {
      this.record = data;
      this.problem = '';
      document.title = `${getFieldValue(data, 'Opportunity.Name')} | ${say('title')}`;
    } else if (error !== undefined) {
      this.record = undefined;
      this.problem = error.body?.message ?? say('noAnswer');
    }
  }

  @wire(getObjectInfo, { objectApiName: 'Opportunity' })
  takeInfo(/** @type {any} */ { data }) {
    if (data !== undefined) this.info = data;
  }

  @wire(getPicklistValues, { recordTypeId: '$recordTypeId', fieldApiName: 'Opportunity.StageName' })
  takeStages(/** @type {any} */ { data }) {
    if (data !== undefined) this.stages = data.values;
  }

  get recordTypeId() {
    return this.record?.recordTypeId;
  }

  get labels() {
    return this.info?.fields ?? {};
  }

  get name() {
    return getFieldValue(this.record, 'Opportunity.Name');
  }

  get facts() {
    const label = (/** @type {string} */ name) => this.labels[name]?.label ?? '';
    return [
      {
        label: this.labels.AccountId?.label ?? say('account'),
        text: getFieldValue(this.record, 'Opportunity.Account.Name') ?? '—',
      },
      { label: label('Amount') || say('amount'), text: moneyText(this.record) },
      {
        label: label('CloseDate') || say('closeDate'),
        text: dateText(getFieldValue(this.record, 'Opportunity.CloseDate')),
      },
      { label: say('owner'), text: getFieldValue(this.record, 'Opportunity.Owner.Name') ?? '—' },
    ];
  }

  /** Won and lost are at the end of the path; where a deal is lost it stands there instead of won. */
  get steps() {
    const stage = getFieldValue(this.record, 'Opportunity.StageName');
    const shown = getFieldDisplayValue(this.record, 'Opportunity.StageName') ?? stage;
    const values = this.stages.map(({ value }) => value);
    const at = values.indexOf(stage);
    const list = at < 0 ? [{ value: stage, label: shown }, ...this.stages] : this.stages;
    return list
      .filter(({ value }) => value !== 'Closed Lost' || value === stage)
      .map((step, index) => {
        const isHere = step.value === stage;
        const isDone = !isHere && at > index && stage !== 'Closed Lost';
        return {
          ...step,
          css: `stage${isHere ? ' here' : ''}${isDone ? ' done' : ''}`,
          current: isHere ? 'step' : null,
          state: isDone ? say('passed') : '',
        };
      });
  }

  goHome(/** @type {Event} */ event) {
    event.preventDefault();
    go({ deal: '' });
  }
}
