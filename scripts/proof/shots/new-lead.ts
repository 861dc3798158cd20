/** A lead that may be one pursuit with a deal. */
import type { PracticeOrg } from '../../practice-org/server/index.ts';
import { load, userOf } from '../browser/index.ts';

/** Customers of the leads shown, one each, so that no picture shows the duplicates of another. */
const grids = ['华北', '东北', '西北', '华东', '华中', '华南', '西南', '北方'].values();

/** A lead of a customer that a colleague works on already; the phone is missing. */
export function newLead(org: PracticeOrg): string {
  const grid = `${grids.next().value ?? ''}电网`;
  const key = { TAS_Duplicate_Key__c: grid };
  load(org, 'Opportunity', {
    Name: `${grid} 调度自动化升级`,
    AccountId: load(org, 'Account', { Name: `${grid}有限公司` }),
    StageName: 'Needs Analysis',
    CloseDate: '2027-06-30',
    OwnerId: userOf(org, 'manager'),
    ...key,
  });
  load(org, 'Lead', {
    LastName: '刘洋',
    Company: grid,
    TAS_Project_Name__c: '变电站照明',
    OwnerId: userOf(org, 'ops'),
    ...key,
  });
  return load(org, 'Lead', {
    LastName: '张敏',
    Company: `${grid}有限公司`,
    TAS_Project_Name__c: '调度自动化改造',
    TAS_Project_Brief__c: '三省调度中心统一平台，2027 年上线',
    OwnerId: userOf(org, 'rep'),
    ...key,
  });
}
