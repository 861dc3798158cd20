/** Fields of the person in the decision. */
export const deal = 'Opportunity__c';
export const contact = 'Contact__c';
export const key = 'Stakeholder_Key__c';
export const role = 'Role__c';
export const closeness = 'Closeness__c';
export const solution = 'Solution_Acceptance__c';
export const price = 'Price_Acceptance__c';
export const influence = 'Influence__c';
export const left = 'Left__c';
export const note = 'Note__c';
