/** The stages and record types of an org, to check a mapping against. */
import { soql } from '../org/index.ts';
import type { OrgStages } from './mapping.ts';
import type { AuditOrg } from './read.ts';

export async function readStageNames(org: Pick<AuditOrg, 'read'>): Promise<OrgStages> {
  const stages = new Set<string>();
  const recordTypes = new Set<string>();
  await Promise.all([
    org.read('collections', soql`SELECT ApiName FROM OpportunityStage`, ['ApiName'], (rows) => {
      for (const [name = ''] of rows) stages.add(name);
    }),
    org.read(
      'collections',
      soql`SELECT DeveloperName FROM RecordType WHERE SobjectType = 'Opportunity'`,
      ['DeveloperName'],
      (rows) => {
        for (const [name = ''] of rows) recordTypes.add(name);
      },
    ),
  ]);
  return { stages, recordTypes };
}
