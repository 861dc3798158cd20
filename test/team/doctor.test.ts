import { expect, test } from 'vitest';
import { readPicture } from '../../scripts/product/doctor/picture.ts';
import { teamFindings } from '../../scripts/product/doctor/team-checks.ts';
import { readFacts } from '../../scripts/product/install/index.ts';
import { foreignOrg } from '../install/org.ts';
import { referenceModel as model, referencePackage } from '../reference/index.ts';

test('an org with every Team Role is in order, one that lacks some is told which, one without teams is told nothing', async () => {
  const { metadata, stages } = referencePackage();
  const { org } = await foreignOrg(metadata, { stages, teamSelling: true });
  const picture = await readPicture(org, await readFacts(org), () => undefined);
  expect(teamFindings(picture, { model })).toMatchObject([{ id: 'team-roles', level: 'ok' }]);
  const fewer = { ...picture, teamRoles: picture.teamRoles?.filter((role) => !/Delivery|Sponsor/.test(role)) };
  expect(teamFindings(fewer, { model })).toMatchObject([
    { level: 'warning', what: 'The org has no Team Role Delivery Manager, Executive Sponsor.' },
  ]);
  const { org: without } = await foreignOrg(metadata, { stages });
  const other = await readPicture(without, await readFacts(without), () => undefined);
  expect([other.hasTeams, other.teamRoles, teamFindings(other, { model })]).toEqual([false, undefined, []]);
});
