/** The stages and record types of an org, to check a mapping against, and how many deals stand where. */
import { soql, type OrgConnection } from '../org/index.ts';

export type StageKind = 'open' | 'won' | 'lost';

/** What an org has, to tell what a mapping names wrongly. */
export interface OrgStages {
  /** By the name that deals store; stages that are switched off as well, since deals may stand in them. */
  readonly stages: ReadonlyMap<string, StageKind>;
  /** Of those, the ones that a deal can be moved to. */
  readonly active: ReadonlySet<string>;
  /** Developer names of those of Opportunity. */
  readonly recordTypes: ReadonlySet<string>;
}

/** Deals that stand in one stage with one record type. */
export interface StageCount {
  /** Developer name; empty for the master record type. */
  readonly recordType: string;
  readonly stage: string;
  readonly kind: StageKind;
  readonly deals: number;
}

const kindOf = (isClosed: string | undefined, isWon: string | undefined): StageKind =>
  isClosed !== 'true' ? 'open' : isWon === 'true' ? 'won' : 'lost';

/** @throws {OrgError} where the org cannot be read. */
export async function readStageNames(org: Pick<OrgConnection, 'read'>): Promise<OrgStages> {
  const stages = new Map<string, StageKind>();
  const active = new Set<string>();
  const recordTypes = new Set<string>();
  await Promise.all([
    org.read(
      'collections',
      soql`SELECT ApiName, IsClosed, IsWon, IsActive FROM OpportunityStage ORDER BY SortOrder`,
      ['ApiName', 'IsClosed', 'IsWon', 'IsActive'],
      (rows) => {
        for (const [name = '', isClosed, isWon, isActive] of rows) {
          // A name may be there twice, once switched off: the one in use counts.
          if (stages.has(name) && isActive !== 'true') continue;
          stages.set(name, kindOf(isClosed, isWon));
          if (isActive === 'true') active.add(name);
        }
      },
    ),
    org.read(
      'collections',
      soql`SELECT DeveloperName FROM RecordType WHERE SobjectType = 'Opportunity'`,
      ['DeveloperName'],
      (rows) => {
        for (const [name = ''] of rows) recordTypes.add(name);
      },
    ),
  ]);
  return { stages, active, recordTypes };
}

/**
 * Deals by record type and stage, in no order.
 * @throws {OrgError} where the org cannot be read.
 */
export async function readStageCounts(org: Pick<OrgConnection, 'read' | 'describe'>): Promise<StageCount[]> {
  const counts: StageCount[] = [];
  const hasTypes = (await org.describe('Opportunity')).has('RecordTypeId');
  const columns = ['stage', 'closed', 'won', 'deals', ...(hasTypes ? ['typeName'] : [])];
  const query = hasTypes
    ? soql`SELECT StageName stage, IsClosed closed, IsWon won, RecordType.DeveloperName typeName, COUNT(Id) deals FROM Opportunity GROUP BY StageName, IsClosed, IsWon, RecordType.DeveloperName`
    : soql`SELECT StageName stage, IsClosed closed, IsWon won, COUNT(Id) deals FROM Opportunity GROUP BY StageName, IsClosed, IsWon`;
  await org.read('collections', query, columns, (rows) => {
    for (const [stage = '', isClosed, isWon, deals, recordType = ''] of rows)
      counts.push({ recordType, stage, kind: kindOf(isClosed, isWon), deals: Number(deals) });
  });
  return counts;
}
