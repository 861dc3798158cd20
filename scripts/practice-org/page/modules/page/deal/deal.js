import { LightningElement, api, wire } from 'lwc';
import { getFieldDisplayValue, getFieldValue, getRecord } from 'lightning/uiRecordApi';
import { getObjectInfo, getPicklistValues } from 'lightning/uiObjectInfoApi';
import { arrive, go, hrefOf, list } from 'page/route';
import { Chance, Coach, Contract, CustomerMap, Panel } from 'practice/panel';
import { say } from 'page/messages';
import { dateText, moneyText } from 'page/values';
import { path, stageText } from 'page/stages';

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
  home = hrefOf(list);
  chance = Chance;
  map = CustomerMap;
  contract = Contract;
  coach = Coach;
  record = undefined;
  info = undefined;
  stages = [];
  problem = '';
  fields = fields;
  optionalFields = details.map((name) => `Opportunity.${name}`);
  messages = {
    opportunity: say('opportunity'),
    pipeline: `‹ ${say('pipeline')}`,
    noDeal: say('noDeal'),
    highlights: say('highlights'),
    path: say('path'),
    loading: say('loading'),
  };

  /** The panel has a path of its own. */
  hasOwnPath = Panel === undefined;
  hasArrived = false;

  renderedCallback() {
    const heading = this.template.querySelector('h1');
    if (this.hasArrived || heading === null) return;
    this.hasArrived = true;
    arrive(heading);
  }

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
        label: say('account'),
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

  /** The stages of the model, or all there are where there is none; then the end of the road. */
  get path() {
    const all = this.stages.map(({ value, label }) => ({ value, label: stageText(value, label) }));
    return path.length > 0 ? path.map((value) => ({ value, label: stageText(value) })) : all;
  }

  get steps() {
    const stage = getFieldValue(this.record, 'Opportunity.StageName');
    const at = this.path.findIndex(({ value }) => value === stage);
    const other = { value: stage, label: stageText(stage, getFieldDisplayValue(this.record, 'Opportunity.StageName')) };
    return (at < 0 ? [...this.path, other] : this.path).map((step, index) => {
      const isHere = step.value === stage;
      const isDone = index < at;
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
    go(list);
  }
}
