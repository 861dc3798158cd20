/** Whether the package has room in the object of deals. */
import type { InstallProject } from '../install/index.ts';
import { blocker, note, ok, type Finding } from './finding.ts';
import type { Picture } from './picture.ts';

interface Need {
  readonly id: string;
  /** As EntityLimit calls it. */
  readonly type: string;
  readonly what: string;
  readonly is: (path: string, text: string) => boolean;
}

const isField = (path: string): boolean => /^objects\/Opportunity\/fields\/\w+__c\.field-meta\.xml$/.test(path);

const needs: readonly Need[] = [
  { id: 'room-fields', type: 'CustomFields', what: 'custom fields', is: isField },
  {
    id: 'room-rollups',
    type: 'RollupSummary',
    what: 'roll-up summary fields',
    is: (path, text) => isField(path) && text.includes('<type>Summary</type>'),
  },
  {
    id: 'room-relations',
    type: 'CustomRelationship',
    what: 'relationship fields',
    is: (path, text) => isField(path) && text.includes('<type>Lookup</type>'),
  },
  {
    id: 'room-rules',
    type: 'ActiveValidationRules',
    what: 'active validation rules',
    is: (path) => path.startsWith('objects/Opportunity/validationRules/'),
  },
];

const step = 'Delete what nobody uses: Setup > Object Manager > Opportunity > Object Limits.';

export function roomFindings({ limits, files }: Picture, { files: ours }: InstallProject): Finding[] {
  return needs.map(({ id, type, what, is }) => {
    const isThere = (path: string): boolean => {
      const there = files.get(path);
      return there !== undefined && (type !== 'ActiveValidationRules' || there.includes('<active>true</active>'));
    };
    const all = [...ours].filter(([path, text]) => is(path, text));
    const missing = all.filter(([path]) => !isThere(path)).length;
    const limit = limits?.find((one) => one['Type'] === type);
    if (limit === undefined)
      return note(
        id,
        `${missing} more ${what} are needed on Opportunity; how many have room, the org does not say.`,
        'An install that runs into a limit is refused.',
        'Setup > Object Manager > Opportunity > Object Limits.',
      );
    const [max, remaining] = [Number(limit['Max']), Number(limit['Remaining'])];
    const text = `${missing} more ${what} are needed on Opportunity; there is room for ${Math.max(0, remaining)} of ${max}.`;
    return remaining >= missing
      ? ok(id, text)
      : blocker(id, text, 'The platform refuses what is beyond the limit.', step);
  });
}
