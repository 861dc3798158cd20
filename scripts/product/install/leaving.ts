/** What goes with the package: data of its fields and items, and who had its permission sets. Kept in files first. */
import { join } from 'node:path';
import { csvHeadForPeople, csvRowForPeople } from '../csv/index.ts';
import { writeWhole } from '../metadata/index.ts';
import { soql, soqlFields, type Member, type Soql } from '../org/index.ts';
import { InstallError } from './error.ts';
import { rowsOf, type InstallOrg } from './org.ts';

/** Writes what goes with our fields and items into files, for whoever wants to look something up. */
export async function keepData(
  org: InstallOrg,
  remove: readonly Member[],
  folder: string,
): Promise<Record<string, number>> {
  const kept: Record<string, number> = {};
  const whole = remove.filter(({ type }) => type === 'CustomObject').map(({ name }) => name);
  const fields = remove.filter(({ type, name }) => type === 'CustomField' && name.startsWith('Opportunity.'));
  const wanted = fields.length > 0 ? ['Opportunity', ...whole] : whole;
  for (const object of wanted) {
    const described = await org.describe(object);
    const own = new Set(fields.map(({ name }) => name.split('.')[1]));
    const names = [...described.values()]
      .filter(({ name, calculated }) =>
        object === 'Opportunity' ? own.has(name) && calculated !== true : name !== 'Id',
      )
      .map(({ name }) => name);
    const columns = ['Id', ...(object === 'Opportunity' ? ['Name'] : []), ...names];
    const from: Soql = soql`SELECT ${soqlFields(columns)} FROM ${soqlFields([object])}`;
    const total = await org.count(soql`SELECT COUNT() FROM ${soqlFields([object])}`);
    const lines: string[] = [csvHeadForPeople(columns)];
    const read = await org.read(total > 2000 ? 'bulk' : 'collections', from, columns, (rows) => {
      for (const row of rows) lines.push(csvRowForPeople(row));
    });
    writeWhole(join(folder, 'data', `${object}.csv`), lines.join(''));
    kept[object] = read;
  }
  return kept;
}

/** The platform deletes no permission set that somebody has. */
export async function takePermissionSets(org: InstallOrg, remove: readonly Member[], folder: string): Promise<number> {
  const names = remove.filter(({ type }) => type === 'PermissionSet').map(({ name }) => name);
  if (names.length === 0) return 0;
  const columns = ['Id', 'PermissionSet.Name', 'Assignee.Username'];
  const rows = await rowsOf(
    org,
    soql`SELECT ${soqlFields(columns)} FROM PermissionSetAssignment WHERE PermissionSet.Name IN ${names}`,
    columns,
  );
  if (rows.length === 0) return 0;
  const lines = [csvHeadForPeople(columns), ...rows.map(csvRowForPeople)];
  writeWhole(join(folder, 'data', 'PermissionSetAssignment.csv'), lines.join(''));
  const outcomes = await org.write('collections', {
    object: 'PermissionSetAssignment',
    operation: 'delete',
    key: 'Id',
    columns: [],
    updates: rows.map(([id = '']) => ({ id, parentId: id, values: {} })),
  });
  const refused = outcomes.flatMap(({ errors }) => errors.map(({ message }) => message));
  if (refused.length > 0)
    throw new InstallError('DeployRefused', {
      message: `Permission sets could not be taken from people: ${[...new Set(refused)].join('; ')}. The install is still there.`,
      actions: ['Take the TAS+ permission sets from everybody under Setup, and run the command again.'],
    });
  return rows.length;
}
