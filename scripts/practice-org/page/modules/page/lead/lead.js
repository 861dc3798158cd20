import { LightningElement, api, wire } from 'lwc';
import { getFieldDisplayValue, getFieldValue, getRecord } from 'lightning/uiRecordApi';
import { arrive, go, hrefOf, leads } from 'page/route';
import { LeadPanel } from 'practice/panel';
import { say } from 'page/messages';

const fields = ['Name', 'Company'].map((name) => `Lead.${name}`);
const facts = ['Status', 'LeadSource', 'Email', 'Owner.Name'].map((name) => `Lead.${name}`);

/** A lead as a record page shows it: highlights and the panel. */
export default class Lead extends LightningElement {
  @api recordId = '';
  back = hrefOf(leads);
  panel = LeadPanel;
  record = undefined;
  problem = '';
  fields = fields;
  optionalFields = facts;
  messages = {
    leads: `‹ ${say('leads')}`,
    lead: say('lead'),
    noLead: say('noLead'),
    highlights: say('highlights'),
    loading: say('loading'),
  };
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
      document.title = `${this.name} | ${say('title')}`;
    } else if (error !== undefined) {
      this.record = undefined;
      this.problem = error.body?.message ?? say('noAnswer');
    }
  }

  get name() {
    return getFieldValue(this.record, 'Lead.Name');
  }

  get facts() {
    const value = (/** @type {string} */ name) =>
      getFieldDisplayValue(this.record, `Lead.${name}`) ?? getFieldValue(this.record, `Lead.${name}`) ?? '—';
    return [
      { label: say('company'), text: value('Company') },
      { label: say('status'), text: value('Status') },
      { label: say('owner'), text: value('Owner.Name') },
    ];
  }

  goBack(/** @type {Event} */ event) {
    event.preventDefault();
    go(leads);
  }
}
