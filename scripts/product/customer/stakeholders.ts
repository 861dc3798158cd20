/** The person in the decision: a child of Opportunity, at most one per deal and contact. */
export const stakeholder = 'TAS_Stakeholder__c';

/** Numbers that a person adds to the map of its deal; computed, and summed by the roll-ups of the same keys. */
export const stakeholderSum = {
  people: 'Counts__c',
  approvers: 'Approver__c',
  supporters: 'Supporter__c',
  opponents: 'Opponent__c',
  unknown: 'Unknown__c',
  weight: 'Weight__c',
  points: 'Points__c',
} as const;

/** Stored where somebody looked and does not know: an answer, other than none. */
export const unknownAnswer = 'Unknown';
/** How near somebody is to us, or takes our solution or our price; the highest is best. */
export const ratings = ['1', '2', '3', '4', '5'] as const;
export const influences = ['1', '2', '3'] as const;
/** Of somebody whose influence nobody knows: the least that a person can have. */
export const leastInfluence = 1;

/** The unique key; ids have 18 characters. */
export const stakeholderKey = (dealId: string, contactId: string): string => `${dealId}:${contactId}`;
