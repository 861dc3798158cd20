/** What a model warns of where it does not say otherwise. A part whose fields or code a model does not have warns of nothing. */

const bidDeadline = { from: 'TAS_Tender_Issue_Date__c', to: 'TAS_Bid_Deadline__c', leastDays: 20 };
const awardNotice = { from: 'TAS_Award_Notice_Date__c', until: 'TAS_Contract_Signed_Date__c', mostDays: 30 };
const noOpponent = { code: 'NEE_SUPPORTER' };

const placeholders: readonly string[] = [
  'tba',
  'tbc',
  'tbd',
  'to be advised',
  'to be confirmed',
  'to be defined',
  'to be determined',
  'to be done',
  'na',
  'n/a',
  'n.a',
  'n./a',
  'none',
  'nil',
  'null',
  'nothing',
  'unknown',
  'not known',
  'test',
  '待定',
  '待补',
  '待补充',
  '待确认',
  '待填',
  '未定',
  '无',
  '没有',
  '暂无',
  '未知',
  '不详',
  '不清楚',
  '不知道',
  '略',
];

export const defaultWarnings = { bidDeadline, awardNotice, noOpponent, placeholders };
