/** Whether the package has room in the object of deals: what it adds, against the limits that the org says it has. */
import { OrgError, soql, type OrgConnection } from '../org/index.ts';
import type { Files } from './state.ts';

interface Need {
  /** As EntityLimit calls it. */
  readonly type: string;
  readonly what: string;
  readonly counts: (path: string, text: string) => boolean;
}

const isField = (path: string): boolean => /^objects\/Opportunity\/fields\/\w+__c\.field-meta\.xml$/.test(path);

const needs: readonly Need[] = [
  { type: 'CustomFields', what: 'custom fields', counts: isField },
  {
    type: 'RollupSummary',
    what: 'roll-up summary fields',
    counts: (path, text) => isField(path) && text.includes('<type>Summary</type>'),
  },
  {
    type: 'CustomRelationship',
    what: 'relationship fields',
    counts: (path, text) => isField(path) && text.includes('<type>Lookup</type>'),
  },
  {
    type: 'ActiveValidationRules',
    what: 'active validation rules',
    counts: (path, text) => path.startsWith('objects/Opportunity/validationRules/') && isActive(text),
  },
];

const isActive = (text: string): boolean => text.includes('<active>true</active>');

/** A limit of Opportunity by column. */
export type Limit = Readonly<Record<string, string>>;

const columns = ['Type', 'Max', 'Remaining'];

/** undefined where the org does not answer, as one of an edition without it. @throws {OrgError} where it is out of reach. */
export async function readLimits(org: Pick<OrgConnection, 'tooling'>): Promise<Limit[] | undefined> {
  const query = soql`SELECT Type, Max, Remaining FROM EntityLimit WHERE EntityDefinition.QualifiedApiName = 'Opportunity'`;
  const found: Limit[] = [];
  try {
    await org.tooling(query, columns, (rows) => {
      for (const row of rows) found.push(Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ''])));
    });
    return found;
  } catch (error) {
    if (error instanceof OrgError && error.problem === 'OrgRefused') return undefined;
    throw error;
  }
}

export interface Room {
  /** As EntityLimit calls it, such as RollupSummary. */
  readonly type: string;
  /** What is needed and how much of it has room, as a sentence. */
  readonly text: string;
  /** undefined: the org does not say. */
  readonly fits: boolean | undefined;
}

/** Of each limit what `wanted` adds to what is `there`; rules count where they are switched on. */
export function roomFor(wanted: Files, there: Files, limits: readonly Limit[] | undefined): Room[] {
  return needs.map(({ type, what, counts }): Room => {
    const isThere = (path: string): boolean => {
      const text = there.get(path);
      return text !== undefined && counts(path, text);
    };
    const missing = [...wanted].filter(([path, text]) => counts(path, text) && !isThere(path)).length;
    const limit = limits?.find((one) => one['Type'] === type);
    const needed = `${missing} more ${what} are needed on Opportunity`;
    if (limit === undefined)
      return { type, text: `${needed}; how many have room, the org does not say.`, fits: undefined };
    const remaining = Number(limit['Remaining']);
    return {
      type,
      text: `${needed}; there is room for ${Math.max(0, remaining)} of ${Number(limit['Max'])}.`,
      fits: remaining >= missing,
    };
  });
}

/** The file of a validation rule, switched on; other files as they are. */
export const switchedOn = (text: string): string => text.replace('<active>false</active>', '<active>true</active>');
