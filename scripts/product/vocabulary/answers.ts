/** Stored values of the package's own picklists. */

/** Who leads the deal, `TAS_Led_By__c`. */
export const ledBy = { us: 'Us', partner: 'Partner' } as const;

/** `TAS_Tender_Required__c`. */
export const yes = 'Yes';
export const no = 'No';
