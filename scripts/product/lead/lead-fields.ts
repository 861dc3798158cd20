/** Fields of Lead: standard ones that are read, and those of the package. */
/** @public The panel reads it. */
export const name = 'Name';
export const company = 'Company';
export const status = 'Status';
export const isConverted = 'IsConverted';
/** @public The panel reads it. */
export const convertedDeal = 'ConvertedOpportunityId';
export const projectName = 'TAS_Project_Name__c';
export const projectBrief = 'TAS_Project_Brief__c';
/** How many of the two elements are there. */
export const complete = 'TAS_Lead_Complete__c';
/** The customer as `customerKey` of product/lead writes it. */
export const customerKey = 'TAS_Duplicate_Key__c';
/** The phone as `phoneKeyOf` of product/lead writes it. */
export const phoneKey = 'TAS_Phone_Key__c';
