/** Fields of the package on a deal, where the model has leads. */
/** The project as the lead named it. */
export const projectName = 'TAS_Project_Name__c';
export const customerKey = 'TAS_Duplicate_Key__c';
