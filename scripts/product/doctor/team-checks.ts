/** Whether the org has the Team Roles that the model names. */
import type { InstallProject } from '../install/index.ts';
import { named } from '../terminal/index.ts';
import { note, ok, warning, type Finding } from './finding.ts';
import type { Picture } from './picture.ts';

/** Nothing for a model without a team, and for an org without teams, of which the settings tell. */
export function teamFindings(
  { hasTeams, teamRoles }: Pick<Picture, 'hasTeams' | 'teamRoles'>,
  { model }: Pick<InstallProject, 'model'>,
): Finding[] {
  if (model.team === undefined || hasTeams !== true) return [];
  const why = 'Nobody joins a team with that role, and no member of a team answers for it.';
  const step = 'Setup > Opportunity Teams > Team Roles: add them; or name other roles under `team.roles` of the model.';
  if (teamRoles === undefined)
    return [note('team-roles', 'Team Roles: only an org can tell, the API did not.', why, step)];
  const there = new Set(teamRoles);
  const missing = model.team.roles.map(({ member }) => member).filter((member) => !there.has(member));
  return [
    missing.length === 0
      ? ok('team-roles', 'The org has every Team Role that the model names.')
      : warning('team-roles', `The org has no Team Role ${named(missing)}.`, why, step),
  ];
}
