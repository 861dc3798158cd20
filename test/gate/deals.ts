/** The deals the hand-written cases start from: complete ones, from which a case takes something away. */
import type { Deal, Item, Viewer } from '../../scripts/product/gate/index.ts';

export const today = '2026-06-15';
/** A moment on it. */
export const now = '2026-06-15T12:00:00Z';

export const owner = '005000000000001AAA';
export const manager = '005000000000002AAA';
export const colleague = '005000000000003AAA';

export const person = (id: string, ...permissions: string[]): Viewer => ({ id, permissions: new Set(permissions) });
export const rep = person(owner);
export const otherRep = person(colleague);
export const approver = person(manager, 'TAS_Approve');
export const raiser = person(manager, 'TAS_Raise_Grade');
export const ops = person(manager, 'TAS_Lower_Grade');
export const reopener = person(manager, 'TAS_Reopen_Closed');
export const bypasser = person(manager, 'TAS_Bypass');

export const stages = [
  'Validate Opportunity',
  'Initiate Pursuit',
  'Needs Analysis',
  'Value Presentation',
  'Tender Preparation',
  'Bid Submission',
  'Negotiation & Signing',
] as const;
export const won = 'Closed Won';
export const lost = 'Closed Lost';

/** A new deal of ours: nothing but what Salesforce itself asks for. */
export const bare = {
  Id: '006000000000001AAA',
  Name: 'Grid control renewal',
  CloseDate: '2026-12-31',
  OwnerId: owner,
  CreatedDate: '2026-03-01T08:00:00.000+0000',
  StageName: stages[0],
} satisfies Deal;

const contact = {
  TAS_Project_Contact__c: '003000000000001AAA',
  'TAS_Project_Contact__r.Phone': '+86 21 5550 1234',
};

const common = { TAS_Project_Brief__c: 'Renew the control room by 2027', ...contact };

const questions = {
  TAS_Is_Opportunity__c: 'Yes',
  TAS_Can_Compete__c: 'Yes',
  TAS_Can_Win__c: 'Unknown',
  TAS_Worth_Winning__c: 'Yes',
};

const pursuit = {
  TAS_Grade__c: 'B',
  TAS_Pursuit_Reason__c: 'Reference for the region',
  TAS_Main_Competitors__c: 'Huadian Software',
  TAS_Tender_Required__c: 'Yes',
};

const needs = {
  TAS_Customer_Needs__c: 'Fewer outages',
  TAS_Value_Proposition__c: 'Outages down by half',
  TAS_Competitive_Strategy__c: 'Flanking',
  TAS_Strategy_Notes__c: 'Win the operators first',
  TAS_Action_Plan__c: 'Wang: visit by 1 July',
};

const value = {
  TAS_Solution_Summary__c: 'One control room for three sites',
  TAS_Solution_Acceptance__c: 'Unknown',
  TAS_Price_Acceptance__c: 'Unknown',
};

const tender = {
  TAS_Strengths__c: 'References',
  TAS_Weaknesses__c: 'Price',
  TAS_Qualification_Fit__c: 'All met',
};

const bid = {
  TAS_Tender_Number__c: 'T-2026-17',
  TAS_Tender_Issue_Date__c: '2026-05-01',
  TAS_Bid_Deadline__c: '2026-05-31',
  TAS_Bid_Price__c: 1_900_000,
  TAS_Bid_Result__c: 'Won',
};

const signing = { TAS_Contract_Signed_Date__c: '2026-06-14', TAS_Contract_Number__c: 'C-2026-4' };

/** A B deal for which every field of every stage of the full track is filled. */
export const big = {
  ...bare,
  TAS_Led_By__c: 'Us',
  Amount: 2_000_000,
  ...common,
  ...questions,
  ...pursuit,
  ...needs,
  ...value,
  ...tender,
  ...bid,
  ...signing,
} satisfies Deal;

/** A C deal with what the fast track asks for, and nothing else. */
export const small = {
  ...bare,
  TAS_Led_By__c: 'Us',
  Amount: 400_000,
  TAS_Grade__c: 'C',
  ...common,
  ...signing,
} satisfies Deal;

/** An E deal with what the partner track asks for, and nothing else. */
export const partnerLed = {
  ...bare,
  TAS_Led_By__c: 'Partner',
  TAS_Grade__c: 'E',
  ...common,
  TAS_Partner_Account__c: '001000000000001AAA',
  TAS_Deal_Reg_Number__c: 'R-77',
  TAS_Deal_Reg_Status__c: 'Approved',
  TAS_Deal_Reg_Expiry__c: '2026-12-01',
  ...signing,
} satisfies Deal;

/** Hard processes of the reference model: their items carry the amount of the deal. */
const processes: ReadonlySet<string> = new Set([
  'VAL_REG_APPROVAL',
  'VAL_REG_STATUS',
  'VAL_REG_EXPIRY',
  'INI_APPROVAL',
  'VAP_REVIEW',
  'TEN_DECISION',
  'BID_REVIEW',
  'SIG_APPROVAL',
]);

export const done = (code: string): Item => ({
  code,
  status: 'Done',
  key: `${bare.Id}:${code}`,
  settledBy: manager,
  settledOn: '2026-06-15T08:00:00Z',
  settledAmount: processes.has(code) ? 2_000_000 : null,
  evidence: 'https://files.example/1',
  person: colleague,
});

export const excused = (status: 'NotApplicable' | 'Waived', code: string): Item => ({
  ...done(code),
  status,
  reason: 'Agreed with the customer',
});

/** The items that the gates of the full track ask for, by stage number. */
export const fullItems: Readonly<Record<number, readonly Item[]>> = {
  1: ['VAL_CONFIRM'].map(done),
  2: ['INI_REPORT', 'INI_TEAM', 'INI_APPROVAL', 'INI_AR', 'INI_SR'].map(done),
  3: ['NEE_INTERVIEWS', 'NEE_DECISION_MAP', 'NEE_COMPETITION'].map(done),
  4: ['VAP_PRESENT', 'VAP_EXECUTIVE', 'VAP_REVIEW'].map(done),
  5: ['TEN_CERTIFICATES', 'TEN_BID_TEAM', 'TEN_DECISION', 'TEN_BID_MGR'].map(done),
  6: ['BID_CLARIFY', 'BID_CHECK', 'BID_SUBMIT', 'BID_REVIEW'].map(done),
  7: ['SIG_NEGOTIATE', 'SIG_CONTRACT', 'SIG_APPROVAL'].map(done),
};

/** Items for the gates of these stages. */
export const itemsOf = (...numbers: number[]): readonly Item[] => numbers.flatMap((number) => fullItems[number] ?? []);
export const allItems = itemsOf(1, 2, 3, 4, 5, 6, 7);
export const partnerItems: readonly Item[] = [...itemsOf(1, 7), done('VAL_REG_APPROVAL')];

/** Days as somebody in Greenwich counts them. */
export const inGmt = (day: string) => ({ today: day, dayOf: (moment: string): string => moment.slice(0, 10) });
