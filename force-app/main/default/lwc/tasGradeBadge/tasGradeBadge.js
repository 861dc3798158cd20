/** Grade and track of a deal in one glance, for any corner of a record page. */
import GRADE from '@salesforce/schema/Opportunity.TAS_Effective_Grade__c';
import TRACK from '@salesforce/schema/Opportunity.TAS_Track__c';
import { messages } from 'c/tasModel';
import { gradeText, trackText } from 'c/tasPanelState';
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
    const letter = String(getFieldValue(this.record.data, GRADE) ?? '');
    return letter ? gradeText(letter) : messages.head.ungraded;
  }

  get track() {
    return trackText(String(getFieldValue(this.record.data, TRACK) ?? ''));
  }
}
