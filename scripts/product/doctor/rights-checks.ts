/** Who may what: the bypass, the package's permission sets, and fields that a gate needs and nobody can reach. */
import { childOf, parseXml, textOf, type InstallProject } from '../install/index.ts';
import { requirementsOf } from '../model/index.ts';
import { named } from '../terminal/index.ts';
import { note, ok, warning, type Finding } from './finding.ts';
import type { Picture } from './picture.ts';
import { decoded } from './stage-checks.ts';

const mostWithBypass = 3;

const setPath = /^permissionsets\/(\w+)\.permissionset-meta\.xml$/;

/** Whether anything of the package is in the org. */
export const isInstalled = ({ sets, files }: Picture, { files: ours }: InstallProject): boolean =>
  (sets ?? []).some((name) => ours.has(`permissionsets/${name}.permissionset-meta.xml`)) &&
  [...ours.keys()].some((path) => path.startsWith('objects/Opportunity/fields/TAS_') && files.has(path));

export function rightsFindings(picture: Picture, project: InstallProject): Finding[] {
  if (!isInstalled(picture, project))
    return [
      note(
        'package',
        'The package is not in this org yet.',
        'Who holds which permission set, and whether gates have dead ends, can be said once it is.',
        'tas plan, then tas apply; then run tas doctor again.',
      ),
    ];
  return [
    ...bypassFindings(picture),
    ...holderFindings(picture, project),
    ...deadEnds(picture, project),
    ...pageFindings(picture, project),
  ];
}

function bypassFindings({ bypass, holders }: Picture): Finding[] {
  const step = 'Setup > Permission Sets > the set in brackets, such as TAS_Bypass > Manage Assignments.';
  if (bypass === undefined || holders === undefined)
    return [note('bypass', 'Who holds the bypass, the org does not say.', 'No gate holds for them.', step)];
  const parents = new Map(bypass.map((row) => [row['ParentId'] ?? '', row]));
  const setsOf = new Map<string, string[]>();
  for (const one of holders) {
    const [person, parent] = [one['Assignee.Name'] ?? '', parents.get(one['PermissionSetId'] ?? '')];
    if (parent === undefined) continue;
    const isProfile = parent['Parent.IsOwnedByProfile'] === 'true';
    setsOf.set(person, [...(setsOf.get(person) ?? []), isProfile ? 'their profile' : (parent['Parent.Name'] ?? '')]);
  }
  const people = [...setsOf].map(([person, sets]) => `${person} (${sets.join(', ')})`);
  const profiles = [...parents.values()].filter((row) => row['Parent.IsOwnedByProfile'] === 'true');
  const found: Finding[] = [];
  if (profiles.length > 0)
    found.push(
      warning(
        'bypass-profile',
        `The bypass is given by ${profiles.length === 1 ? 'a profile' : `${profiles.length} profiles`}.`,
        'Everybody with the profile passes every gate, new people too.',
        'Setup > Profiles: take the custom permission TAS_Bypass out, and give the permission set for the days of a data load.',
      ),
    );
  if (people.length === 0)
    found.push(
      note(
        'bypass',
        'Nobody holds the bypass.',
        'That is right in daily work. A data load or a migration of deals into later stages meets the gates.',
        'For such a day: Setup > Permission Sets > TAS_Bypass > Manage Assignments.',
      ),
    );
  else if (people.length > mostWithBypass)
    found.push(
      warning('bypass', `${people.length} people hold the bypass: ${named(people)}.`, 'No gate holds for them.', step),
    );
  else found.push(note('bypass', `The bypass is held by ${named(people)}.`, 'No gate holds for them.', step));
  return found;
}

function holderFindings({ sets, holders }: Picture, { files }: InstallProject): Finding[] {
  if (holders === undefined || sets === undefined) return [];
  const ours = [...files.keys()]
    .flatMap((path) => setPath.exec(path)?.[1] ?? [])
    .filter((name) => name !== 'TAS_Bypass');
  const absent = ours.filter((name) => !sets.includes(name));
  const empty = ours.filter(
    (name) => sets.includes(name) && !holders.some((one) => one['PermissionSet.Name'] === name),
  );
  const people = ours.map((name) => `${name} ${holders.filter((one) => one['PermissionSet.Name'] === name).length}`);
  return [
    ...(absent.length === 0
      ? []
      : [
          warning(
            'sets-missing',
            `Not in the org: ${named(absent)}.`,
            'Nobody can be given these rights.',
            'tas plan, then tas apply.',
          ),
        ]),
    ...empty.map((name) =>
      (name === 'TAS_Rep' ? warning : note)(
        'set-unassigned',
        `Nobody has ${name}.`,
        name === 'TAS_Rep'
          ? 'Whoever works on deals cannot see or fill in what the gates ask for.'
          : 'What only this role may do, nobody can do.',
        `Setup > Permission Sets > ${name} > Manage Assignments.`,
      ),
    ),
    ok('sets', `People by permission set: ${people.join(', ')}.`),
  ];
}

/** Fields that hard gates ask for. */
const gateFields = ({ model }: InstallProject): Set<string> =>
  new Set(
    requirementsOf(model).flatMap(({ requirement }) =>
      requirement.gate === 'hard' ? (requirement.fields ?? []).map(({ name }) => name) : [],
    ),
  );

/** Sets of the org that lost the right to edit a gate's field, which the package gives them. */
function deadEnds({ fieldRights, sets }: Picture, project: InstallProject): Finding[] {
  if (fieldRights === undefined)
    return [
      note(
        'dead-ends',
        'Who may edit which field, the org does not say.',
        'A gate may ask for a field that nobody can fill in.',
        'Setup > Permission Sets > TAS_Rep > Object Settings > Opportunities.',
      ),
    ];
  const asked = gateFields(project);
  const editable = new Set(
    fieldRights
      .filter((row) => row['PermissionsEdit'] === 'true')
      .map((row) => `${row['Parent.Name'] ?? ''} ${row['Field'] ?? ''}`),
  );
  const found = [...project.files].flatMap(([path, text]): Finding[] => {
    const set = setPath.exec(path)?.[1];
    if (set === undefined || sets?.includes(set) !== true) return [];
    const lost = parseXml(text)
      .children.filter(({ tag }) => tag === 'fieldPermissions')
      .flatMap((right) => {
        const name = textOf(right, 'field') ?? '';
        const isAsked = asked.has(name.replace(/^Opportunity\./, ''));
        return isAsked && childOf(right, 'editable')?.text === 'true' && !editable.has(`${set} ${name}`) ? [name] : [];
      });
    if (lost.length === 0) return [];
    return [
      warning(
        'dead-end',
        `${set} cannot edit ${named(lost)}, which gates ask for.`,
        'A gate that asks for a field which nobody can fill in stops every deal.',
        `tas plan shows the difference and tas apply mends it; or Setup > Permission Sets > ${set} > Object Settings > Opportunities > Edit.`,
      ),
    ];
  });
  const existing = requirementsOf(project.model).flatMap(({ requirement }) =>
    (requirement.fields ?? []).filter((one) => one.existing).map(({ name }) => name),
  );
  if (existing.length > 0)
    found.push(
      note(
        'existing-fields',
        `Gates ask for fields of your own: ${named([...new Set(existing)])}.`,
        'No permission set of TAS+ speaks of them; who fills them in needs the right from a profile or set of yours.',
        'Setup > Object Manager > Opportunity > Fields & Relationships > Set Field-Level Security.',
      ),
    );
  return found.some(({ level }) => level === 'warning')
    ? found
    : [...found, ok('dead-ends', 'Every field that a gate asks for can be edited by whom the package means to.')];
}

/** Whether people see what a gate asks for: by the panel on a page, else on every layout. */
function pageFindings({ files }: Picture, project: InstallProject): Finding[] {
  const pages = [...files].flatMap(([path, text]) => {
    const name = /^flexipages\/(\w+)\.flexipage-meta\.xml$/.exec(path)?.[1];
    return name !== undefined && text.includes('tasStagePanel') ? [name] : [];
  });
  const asked = [...gateFields(project)].filter((name) => name.endsWith('__c'));
  const short = [...files].flatMap(([path, text]) => {
    const name = /^layouts\/(.+)\.layout-meta\.xml$/.exec(path)?.[1];
    const missing = asked.filter((field) => !text.includes(`<field>${field}</field>`));
    return name === undefined || missing.length === 0 ? [] : [`${decoded(name)} (${missing.length} missing)`];
  });
  if (pages.length > 0)
    return [
      note(
        'page',
        `Pages with the panel: ${named(pages)}. Whether one is activated, only an org can tell.`,
        'People on another page cannot see what a gate asks for.',
        'Setup > Lightning App Builder > the page > Activation.',
      ),
    ];
  return [
    warning(
      'page',
      `No page of deals has the panel${short.length === 0 ? '' : `, and layouts lack fields of gates: ${named(short)}`}.`,
      'A gate refuses a move, and people cannot see where to fill in what it asks for.',
      'Deploy TAS_Deal_Record_Page with tas apply and activate it, or put the panel on your page: Setup > Lightning App Builder.',
    ),
  ];
}
