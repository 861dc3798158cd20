/** The reference model with leads. */
import { accepted, readChanged } from '../model/models.ts';

export const leadSection = {
  enforcement: 'observe',
  deal: {
    label: { en_US: 'A possible deal', zh_CN: '可能的商机' },
    help: { en_US: 'A name for the project, and a brief.', zh_CN: '项目名称和项目概况。' },
  },
  reach: {
    label: { en_US: 'A way to reach it', zh_CN: '联系途径' },
    help: { en_US: "The project owner's name and phone.", zh_CN: '项目负责人的姓名和电话。' },
  },
  phones: ['Phone', 'MobilePhone'],
  callingCode: '86',
  briefTo: 'TAS_Project_Brief__c',
} as const;

/** The reference model with leads, and what is changed of that part. */
export const modelWithLeads = (changes: Readonly<Record<string, unknown>> = {}) =>
  accepted(readChanged({ lead: { ...leadSection, ...changes } }));
