/** Fields of Contract: standard ones, and the two that the package makes. */
export const account = 'AccountId';
export const amount = 'TAS_Amount__c';
/** The deal that the contract was made from. */
export const deal = 'TAS_Opportunity__c';
export const number = 'ContractNumber';
export const start = 'StartDate';
export const status = 'Status';
/** Months. */
export const term = 'ContractTerm';
