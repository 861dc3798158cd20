/** The name under which the record of a lookup is read: `AccountId` → `Account`, `Partner__c` → `Partner__r`. */
export const relationOf = (lookup: string): string =>
  lookup.endsWith('__c') ? `${lookup.slice(0, -1)}r` : lookup.replace(/Id$/, '');
