/** The reference model with contracts. */
import { accepted, readChanged } from '../model/models.ts';

export const contractSection = {
  term: 12,
  number: 'TAS_Contract_Number__c',
  date: 'TAS_Contract_Signed_Date__c',
  handover: ['VAL_BRIEF', 'SIG_CONTRACT', 'SIG_FR'],
} as const;

/** The reference model with contracts, and what is changed beside that part. */
export const modelWithContracts = (changes: Readonly<Record<string, unknown>> = {}) =>
  accepted(readChanged({ contract: contractSection, ...changes }));
