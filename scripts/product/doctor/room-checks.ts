/** Whether the package has room in the object of deals, with every gate switched on. */
import { roomFor, switchedOn, type InstallProject } from '../install/index.ts';
import { blocker, note, ok, type Finding } from './finding.ts';
import type { Picture } from './picture.ts';

const ids: Readonly<Record<string, string>> = {
  CustomFields: 'room-fields',
  RollupSummary: 'room-rollups',
  CustomRelationship: 'room-relations',
  ActiveValidationRules: 'room-rules',
};

const look = 'Setup > Object Manager > Opportunity > Object Limits.';

export function roomFindings({ limits, files }: Picture, { files: ours }: InstallProject): Finding[] {
  const enforced = new Map([...ours].map(([path, text]) => [path, switchedOn(text)]));
  return roomFor(enforced, files, limits).map(({ type, text, fits }) => {
    const id = ids[type] ?? type;
    if (fits === undefined) return note(id, text, 'An install that runs into a limit is refused.', look);
    return fits
      ? ok(id, text)
      : blocker(id, text, 'The platform refuses what is beyond the limit.', `Delete what nobody uses: ${look}`);
  });
}
