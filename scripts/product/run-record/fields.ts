/** Fields of the record that a command leaves of its run. */
export const key = 'Run_Key__c';
export const command = 'Command__c';
export const state = 'State__c';
export const about = 'About__c';
export const started = 'Started__c';
export const ended = 'Ended__c';
export const rows = 'Rows__c';
export const written = 'Written__c';
export const refused = 'Refused__c';
export const leftAlone = 'Left_Alone__c';
export const of = 'Of_Run__c';
export const modelHash = 'Model_Hash__c';
