/** Grade and track of a deal in one glance, for any corner of a record page. */
import GRADE from '@salesforce/schema/Opportunity.TAS_Effective_Grade__c';
import TRACK from '@salesforce/schema/Opportunity.TAS_Track__c';
import { labels, texts } from 'c/tasModel';
import { getFieldValue, getRecord } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';

export default class TasGradeBadge extends LightningElement {
  /** @type {string} */
  @api recordId;
  /** @type {{ data?: any, error?: any }} */
  @wire(getRecord, { recordId: '$recordId', optionalFields: [GRADE, TRACK] })
  record = {};

  get isShown() {
    return this.record.data !== undefined;
  }

  get grade() {
    const letter = getFieldValue(this.record.data, GRADE);
    return letter ? (texts[`Grade_${letter}`] ?? letter) : labels.Ungraded;
  }

  get track() {
    const name = getFieldValue(this.record.data, TRACK);
    return texts[`Track_${name}`] ?? name;
  }
}
