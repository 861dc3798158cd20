/** Fields of the partner registration. */
export const partner = 'Partner__c';
export const customer = 'Customer__c';
export const project = 'Project__c';
export const status = 'Status__c';
export const submittedBy = 'Submitted_By__c';
export const submittedOn = 'Submitted_On__c';
export const decidedBy = 'Decided_By__c';
export const decidedOn = 'Decided_On__c';
/** The last day on which it protects, inclusive. */
export const until = 'Protected_Until__c';
/** The registration that stands against it. */
export const conflict = 'Conflict_With__c';
export const reason = 'Reason__c';
/** Unique: customer and project, while it is approved; else blank. */
export const key = 'Protection_Key__c';
/** What the key has to be. Computed. */
export const projectKey = 'Project_Key__c';
/** Its last day while it protects; else blank. Computed, and what gates reach for. */
export const validUntil = 'Valid_Until__c';
/** The customer as `customerKey` of product/lead writes it. */
export const customerKey = 'TAS_Customer_Key__c';
