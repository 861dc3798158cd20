/** Names and texts of the package itself, in every language: what no model decides. */
import type { PicklistValue, Text } from '../model/index.ts';

export const text = (en_US: string, zh_CN: string): Text => ({ en_US, zh_CN });
const value = (api: string, zh: string, en = api): PicklistValue => ({ value: api, label: text(en, zh) });

export const field = {
  stage: 'StageName',
  ledBy: 'TAS_Led_By__c',
  tender: 'TAS_Tender_Required__c',
  grade: 'TAS_Grade__c',
  manualGrade: 'TAS_Manual_Grade__c',
  manualReason: 'TAS_Manual_Grade_Reason__c',
  manualNote: 'TAS_Manual_Grade_Note__c',
  manualBy: 'TAS_Manual_Grade_By__c',
  manualOn: 'TAS_Manual_Grade_On__c',
  manualUntil: 'TAS_Manual_Grade_Valid_Until__c',
  lossReason: 'TAS_Loss_Reason__c',
  modelAmount: 'TAS_Model_Amount__c',
  suggested: 'TAS_Suggested_Grade__c',
  effective: 'TAS_Effective_Grade__c',
  track: 'TAS_Track__c',
  stageNumber: 'TAS_Stage_Number__c',
  openItems: 'TAS_Open_Items__c',
} as const;

/** Roll-up of the settled hard items of a stage, one decimal digit per slot. */
export const doneField = (stageId: number): string => `TAS_Done_${stageId}__c`;
/** Summand of an item in the roll-up of a stage. */
export const weightField = (stageId: number): string => `Weight_${stageId}__c`;

export const item = 'TAS_Gate_Item__c';
export const itemField = {
  deal: 'Opportunity__c',
  code: 'Code__c',
  key: 'Item_Key__c',
  status: 'Status__c',
  evidence: 'Evidence_Url__c',
  person: 'Person__c',
  reason: 'Reason__c',
  note: 'Note__c',
  settledBy: 'Settled_By__c',
  settledOn: 'Settled_On__c',
} as const;

export const itemStatuses = [
  value('Open', '未完成'),
  value('Requested', '已申请'),
  value('Done', '已完成'),
  value('NotApplicable', '不适用', 'Not applicable'),
  value('Waived', '已豁免'),
] as const;

export const permission = {
  approve: '$Permission.TAS_Approve',
  lowerGrade: '$Permission.TAS_Lower_Grade',
  raiseGrade: '$Permission.TAS_Raise_Grade',
  reopenClosed: '$Permission.TAS_Reopen_Closed',
  bypass: '$Permission.TAS_Bypass',
} as const;

export const ledByValues = [value('Us', '我方主导', 'We lead'), value('Partner', '伙伴主导', 'The partner leads')];
export const yesNo = [value('Yes', '是'), value('No', '否')];
