/** The partner registration (报备): a record of its own, since a partner registers before there is a deal. */
export const registration = 'TAS_Registration__c';

export const registrationStatuses = ['Submitted', 'Approved', 'Rejected', 'Expired'] as const;
export type RegistrationStatus = (typeof registrationStatuses)[number];
