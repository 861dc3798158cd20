/** The gate item: a child of Opportunity, at most one per deal and code. */
import * as field from './item-fields.ts';

export const item = 'TAS_Gate_Item__c';

/** What says how a requirement was settled; the parent is not among them. */
export const itemFieldsRead: readonly string[] = [
  field.code,
  field.key,
  field.status,
  field.evidence,
  field.person,
  field.reason,
  field.note,
  field.settledBy,
  field.settledOn,
  field.settledAmount,
  field.declinedBy,
  field.declinedOn,
];

/** Summand of an item in the roll-up of a stage. */
export const weightField = (stageId: number): string => `Weight_${stageId}__c`;

export const itemStatuses = ['Open', 'Requested', 'Done', 'NotApplicable', 'Waived', 'Declined'] as const;
export type ItemStatus = (typeof itemStatuses)[number];

/** Statuses that settle a requirement otherwise than by doing it. */
export const excusing: readonly ItemStatus[] = ['NotApplicable', 'Waived'];
/** Statuses that settle a requirement. */
export const settling: readonly ItemStatus[] = ['Done', 'NotApplicable', 'Waived'];

/** The unique key of an item; `dealId` has 18 characters. */
export const itemKey = (dealId: string, code: string): string => `${dealId}:${code}`;
