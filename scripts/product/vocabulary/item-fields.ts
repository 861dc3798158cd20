/** Fields of the gate item. */
export const deal = 'Opportunity__c';
export const code = 'Code__c';
export const key = 'Item_Key__c';
export const status = 'Status__c';
export const evidence = 'Evidence_Url__c';
export const person = 'Person__c';
export const reason = 'Reason__c';
export const note = 'Note__c';
export const settledBy = 'Settled_By__c';
export const settledOn = 'Settled_On__c';
export const settledAmount = 'Settled_Amount__c';
export const declinedBy = 'Declined_By__c';
export const declinedOn = 'Declined_On__c';
