/** What people write on the deals of the sample, in the language of the customer. `{0}` is the project. */
import type { SampleLanguage } from './names.ts';

type Texts = Readonly<Record<SampleLanguage, readonly [string, ...string[]]>>;

/** By the name of the field, for those that the shipped models make; others tell what they are about. */
export const fieldTexts: Readonly<Record<string, Texts>> = {
  TAS_Project_Brief__c: {
    zh: [
      '{0}：替换使用十年的旧系统，预算已列入明年计划，要求年底前上线。',
      '{0}：集团统一建设，先做两个试点，验收后在全部单位推广。',
    ],
    en: [
      '{0}: replaces a system of ten years; in next year’s budget, to go live before the year ends.',
      '{0}: a group-wide programme, two pilot sites first, then the roll-out after acceptance.',
    ],
  },
  TAS_Compelling_Event__c: {
    zh: ['旧平台年底停止维护', '新的监管要求明年七月生效'],
    en: ['The vendor ends support of the old platform in December', 'A new regulation takes effect in July'],
  },
  TAS_Pursuit_Reason__c: {
    zh: ['行业标杆客户，做成后可复制到同类单位；我方有两个同类案例，竞争对手没有。'],
    en: ['A reference for the whole industry. We have two comparable sites, our rivals have none.'],
  },
  TAS_Customer_Needs__c: {
    zh: ['停机时间减少三成；数据一次录入、各处可用；与现有系统对接，不换终端。'],
    en: ['A third less downtime; data entered once and used everywhere; works with the terminals they have.'],
  },
  TAS_Value_Proposition__c: {
    zh: ['十八个月收回投资：人工巡检减少一半，故障提前两天发现。'],
    en: ['Pays back in eighteen months: half of the manual rounds, faults seen two days earlier.'],
  },
  TAS_Strategy_Notes__c: {
    zh: ['先与使用部门做样板，用数据说服分管领导；价格不先出手。'],
    en: ['A pilot with the users first, whose figures convince the board; we are not the first to name a price.'],
  },
  TAS_Action_Plan__c: {
    zh: ['第一周访谈业务部门，第二周技术交流，第四周样板参观，第六周提交方案。'],
    en: ['Week 1 interviews, week 2 technical exchange, week 4 reference visit, week 6 proposal.'],
  },
  TAS_Formal_Criteria__c: {
    zh: ['技术 50、商务 20、价格 30'],
    en: ['Technical 50, commercial 20, price 30'],
  },
  TAS_Informal_Criteria__c: {
    zh: ['能否与老系统并行三个月', '项目经理要有同行业经验'],
    en: ['Can run beside the old system for three months', 'The project manager must know the industry'],
  },
  TAS_Solution_Summary__c: {
    zh: ['两级部署、统一数据模型；第一阶段替换采集与监控，第二阶段上分析应用。'],
    en: ['Two tiers on one data model: collection and monitoring first, analytics in the second step.'],
  },
  TAS_Strengths__c: { zh: ['同行业案例、本地服务团队'], en: ['References in the industry, a service team on site'] },
  TAS_Weaknesses__c: {
    zh: ['报价偏高：以五年总成本应对', '缺少一项资质：联合体补足'],
    en: ['Higher price: we argue with the cost of five years', 'One certificate is missing: our partner has it'],
  },
  TAS_Tender_Agency__c: { zh: ['中诚招标代理', '正大工程咨询'], en: ['Public Procurement Services', 'Harper & Lowe'] },
  TAS_Scoring_Method__c: { zh: ['综合评分法'], en: ['Best value, quality 60 and price 40'] },
  TAS_Payment_Terms__c: { zh: ['3-3-3-1，质保一年'], en: ['30-30-30-10, warranty of one year'] },
};

/** Beginnings of numbers, by the name of the field. */
export const numberPrefixes: readonly (readonly [name: RegExp, prefix: string])[] = [
  [/contract|order/i, 'HT'],
  [/tender|bid/i, 'ZB'],
  [/reg/i, 'BB'],
  [/number/i, 'NO'],
];

export const waiverReasons: Texts = {
  zh: ['上一期已完成，人员与现场未变', '客户书面说明本项目不安排', '框架合同已包含'],
  en: [
    'Done in the phase before; people and site are the same',
    'The customer has ruled it out in writing',
    'The frame contract covers it',
  ],
};

export const notApplicableReasons: Texts = {
  zh: ['客户没有这个环节', '本项目规模不需要'],
  en: ['The customer has no such step', 'The project is too small for it'],
};

export const declineReasons: Texts = {
  zh: ['毛利测算缺少实施成本，请补充后再报', '决策链上的采购负责人还没有见过', '请附客户的书面确认'],
  en: [
    'The margin leaves out the cost of the roll-out: calculate again',
    'Nobody has met the head of procurement yet',
    'Attach the customer’s written confirmation',
  ],
};

export const requestNotes: Texts = {
  zh: ['材料已放在项目文件夹，请审核', '客户希望本周答复'],
  en: ['Everything is in the project folder', 'The customer waits for an answer this week'],
};

export const answers: Texts = {
  zh: ['已按意见补充，请再看一次'],
  en: ['Added what was missing; please look again'],
};

export const raiseNotes: Texts = {
  zh: ['区域标杆客户，做成后带动同行业'],
  en: ['A reference customer for the region'],
};

export const nextSteps: Texts = {
  zh: ['与业务部门约技术交流', '跟进预算批复', '准备报价'],
  en: ['Arrange the technical exchange', 'Follow up on the budget', 'Prepare the offer'],
};
