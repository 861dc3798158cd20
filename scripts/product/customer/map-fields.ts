/** Fields of Opportunity that sum up its map of the customer's people; nobody fills them in. */
export const people = 'TAS_Map_People__c';
export const approvers = 'TAS_Map_Approvers__c';
export const supporters = 'TAS_Map_Supporters__c';
export const opponents = 'TAS_Map_Opponents__c';
export const unknown = 'TAS_Map_Unknown__c';
export const weight = 'TAS_Map_Weight__c';
export const points = 'TAS_Map_Points__c';
/** Mean of the known answers, each as heavy as the person's influence; 1 to 5. */
export const score = 'TAS_Map_Score__c';
/** Per cent of the answers that nobody knows. */
export const unknownShare = 'TAS_Map_Unknown_Share__c';
