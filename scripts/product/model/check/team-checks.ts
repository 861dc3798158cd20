/** Roles of the team are known, and people alone have them. */
import type { Finding } from '../problem.ts';
import type { SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';

export function checkTeam(model: SalesModel): Finding[] {
  const findings = checkRoles(model);
  const known = new Set(model.team?.roles.map(({ name }) => name));
  for (const { group, requirement, path } of requirementsOf(model)) {
    const { code, role } = requirement;
    if (role === undefined) continue;
    const wrong = (kind: Finding['kind'], what: string, why: string, fix: string): void => {
      findings.push({ kind, path: [...path, 'role'], what, why, fix });
    };
    if (group !== 'people') wrong('wrongValue', `\`${code}\` has a role.`, 'Only people have one.', 'Delete `role`.');
    else if (!known.has(role))
      wrong(
        'unknownName',
        `There is no role \`${role}\`.`,
        'A role of the team says which member is meant.',
        'Add it under `team.roles`, or delete `role`.',
      );
  }
  return findings;
}

function checkRoles({ team }: SalesModel): Finding[] {
  const findings: Finding[] = [];
  for (const key of ['name', 'member'] as const) {
    const seen = new Set<string>();
    for (const [at, role] of (team?.roles ?? []).entries()) {
      const own = role[key].toLowerCase();
      if (seen.has(own))
        findings.push({
          kind: 'duplicate',
          path: ['team', 'roles', at, key],
          what: `\`${role[key]}\` stands twice.`,
          why: 'A member of a team has one role, which is one role of the model.',
          fix: 'Delete one of the two.',
        });
      seen.add(own);
    }
  }
  return findings;
}
