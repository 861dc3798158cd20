/** The stages of an org as it has them, read-only. */
import { type OrgConnection, soql } from '../org/index.ts';

/** One value of an org's OpportunityStage. */
export interface OrgStage {
  /** The value that deals store. */
  readonly name: string;
  /** As people of the org read it, in the org's language. */
  readonly label: string;
  /** Per cent, as the org has it: 0 to 100, maybe with decimals. */
  readonly probability: number;
  /** API name of the forecast category, such as `BestCase`. */
  readonly forecast: string;
  readonly isClosed: boolean;
  readonly isWon: boolean;
}

const columns = ['ApiName', 'MasterLabel', 'DefaultProbability', 'ForecastCategory', 'IsClosed', 'IsWon'] as const;

/** The active stages in the order of the org. @throws {OrgError} where the org cannot be read. */
export const readOrgStages = async (org: Pick<OrgConnection, 'read'>): Promise<OrgStage[]> => await stagesOf(org, true);

/** The stages that are switched off, in the order of the org: deals may stand in them. @throws {OrgError} */
export const readInactiveStages = async (org: Pick<OrgConnection, 'read'>): Promise<OrgStage[]> =>
  await stagesOf(org, false);

async function stagesOf(org: Pick<OrgConnection, 'read'>, active: boolean): Promise<OrgStage[]> {
  const stages: OrgStage[] = [];
  const query = soql`SELECT ApiName, MasterLabel, DefaultProbability, ForecastCategory, IsClosed, IsWon FROM OpportunityStage WHERE IsActive = ${active} ORDER BY SortOrder`;
  await org.read('collections', query, columns, (rows) => {
    for (const [name = '', label = '', probability = '', forecast = '', isClosed, isWon] of rows)
      stages.push({
        name: name === '' ? label : name,
        label: label === '' ? name : label,
        probability: Number(probability),
        forecast,
        isClosed: isClosed === 'true',
        isWon: isWon === 'true',
      });
  });
  return stages;
}
