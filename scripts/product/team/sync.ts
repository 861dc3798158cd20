/** The people of deals and their teams brought together, in one run that can be resumed and taken back. */
import { readViewer } from '../explain/index.ts';
import { CallBudget, ofWriting, type GradeOrg } from '../grade/index.ts';
import { modelHash, type SalesModel, type Team } from '../model/index.ts';
import { chooseApi } from '../org/index.ts';
import { listRuns, newRunId, startRun, type RunCounts, type RunHead, type RunRow } from '../runs/index.ts';
import { item, itemField, itemKey } from '../vocabulary/index.ts';
import { TeamError } from './error.ts';
import { planTeam, type Joining, type Naming, type TeamNote } from './plan.ts';
import { readPeople, readTeams, readUsers, teamMember, type ReadTeamOptions } from './read.ts';

/** team: members are added · people: requirements are answered · both. */
export type SyncSide = 'both' | 'team' | 'people';

export interface SyncOptions extends ReadTeamOptions {
  readonly modelFile: string;
  readonly side: SyncSide;
  readonly apply: boolean;
  /** Asked before anything is written. What it throws ends the run. */
  readonly confirm: (what: string) => Promise<void>;
  /** Percent of the API calls left today, 0 to 100, that are left to others. */
  readonly leave: number;
  /** Folder of runs. */
  readonly runs: string;
  readonly now: () => Date;
}

export interface Synced {
  readonly applied: boolean;
  /** Open deals that were looked at. */
  readonly deals: number;
  readonly joining: readonly Joining[];
  readonly naming: readonly Omit<Naming, 'item'>[];
  readonly notes: readonly TeamNote[];
  /** Names of the users above, by id. */
  readonly names: Readonly<Record<string, string>>;
  readonly run: string | null;
  readonly counts: RunCounts | null;
  /** 0 done or nothing to do · 1 the org refused records · 2 changes are pending. */
  readonly exitCode: 0 | 1 | 2;
}

/** @throws {TeamError} where the model or the org has no teams, and whatever the org throws. */
export async function syncTeams(org: GradeOrg, options: SyncOptions): Promise<Synced> {
  const { side, apply } = options;
  const team = teamOf(options.model, options.modelFile);
  const readAt = await org.orgTime();
  const teams = await readTeams(org, options);
  const added = addedBefore(options.runs, org);
  const deals: Parameters<typeof planTeam>[0][] = [];
  for await (const { deal, owner, items, asked } of readPeople(org, options)) {
    const members = teams.members.get(deal.Id) ?? [];
    const codes = new Set(asked.map(({ code }) => code));
    deals.push({ id: deal.Id, owner, asked, items: items.filter(({ code }) => codes.has(code)), members });
  }
  const ids = new Set(
    deals.flatMap(({ items, members }) => [
      ...items.flatMap(({ person }) => (person ? [person] : [])),
      ...members.map(({ user }) => user),
    ]),
  );
  const users = await readUsers(org, [...ids]);
  const plans = deals.map((deal) =>
    planTeam(deal, {
      team,
      roles: teams.roles,
      isActive: (id) => users.get(id)?.active === true,
      wasAdded: (id, user) => added.has(memberKey(id, user)),
    }),
  );
  const joining = side === 'people' ? [] : plans.flatMap((plan) => plan.joining);
  // Who would join names nothing where nobody joins.
  const isOn = ({ deal, user }: Naming): boolean =>
    side === 'both' || teams.members.get(deal)?.some((one) => one.user === user) === true;
  const naming = side === 'team' ? [] : plans.flatMap((plan) => plan.naming.filter(isOn));
  const notes = plans.flatMap((plan) => plan.notes);
  const total = joining.length + naming.length;
  const told = {
    deals: deals.length,
    joining,
    naming: naming.map(({ deal, code, user }) => ({ deal, code, user })),
    notes,
    names: Object.fromEntries([...users].map(([id, { name }]) => [id, name])),
  };
  if (!apply || total === 0) return { applied: apply, ...told, run: null, counts: null, exitCode: total === 0 ? 0 : 2 };
  const { run, counts } = await write(org, options, { joining, naming, readAt });
  return { applied: true, ...told, run, counts, exitCode: counts.refused > 0 ? 1 : 0 };
}

const teamOf = ({ team }: SalesModel, file: string): Team => {
  if (team !== undefined) return team;
  throw new TeamError('NoTeam', {
    message: `${file} has no part \`team\`: it says of no role which Team Role of the org it is.`,
    actions: ['Add `team:` to the model as docs/team.md shows, or name another model with --model.'],
  });
};

const memberKey = (deal: string, user: string): string => `${deal.slice(0, 15)}+${user.slice(0, 15)}`;

/** Whom earlier runs on this org added, of runs that were not taken back. */
function addedBefore(runs: string, org: Pick<GradeOrg, 'orgId'>): ReadonlySet<string> {
  const undone = new Set(listRuns(runs, 'undo').map(({ head }) => head.of));
  const found = new Set<string>();
  for (const run of listRuns(runs, 'team')) {
    const { head, states } = run;
    if (undone.has(head.id) || head.org.id.slice(0, 15) !== org.orgId.slice(0, 15)) continue;
    for (const { n, object, id } of run.rows())
      if (object === teamMember && states.isTaken(n)) {
        const [deal = '', user = ''] = id.split('+');
        found.add(memberKey(deal, user));
      }
  }
  return found;
}

interface Writing {
  readonly joining: readonly Joining[];
  readonly naming: readonly Naming[];
  readonly readAt: Date | undefined;
}

async function write(
  org: GradeOrg,
  { model, modelFile, api: choice, leave, confirm, progress, runs, now }: SyncOptions,
  { joining, naming, readAt }: Writing,
): Promise<{ readonly run: string; readonly counts: RunCounts }> {
  const total = joining.length + naming.length;
  const api = chooseApi(choice, total);
  (await CallBudget.of(org, leave)).take(ofWriting('collections', total), `Writing ${total} records`);
  const { viewer } = await readViewer(org);
  const started = now();
  const rows = [...joining.map(joiningRow), ...naming.map((one) => namingRow(one, viewer.id, started))].map(
    (row, n) => ({ ...row, n }),
  );
  const head: RunHead = {
    id: newRunId('team', started),
    command: 'team',
    org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
    model: { file: modelFile, version: model.version, hash: modelHash(model) },
    started: started.toISOString(),
    of: null,
    about: `${joining.length} members added to teams, ${naming.length} people named by them`,
  };
  await confirm(head.about);
  progress.begin('Writing teams', total);
  const onProgress = (more: number): void => progress.advance(more);
  const { counts } = await startRun(org, head, { api, rows: () => rows, total, runs, now, readAt, onProgress });
  progress.end();
  return { run: head.id, counts };
}

const joiningRow = ({ deal, user, role, access }: Joining): Omit<RunRow, 'n'> => ({
  object: teamMember,
  key: 'OpportunityId+UserId',
  id: `${deal}+${user}`,
  parent: deal,
  before: null,
  after: { OpportunityId: deal, UserId: user, TeamMemberRole: role, OpportunityAccessLevel: access },
});

function namingRow({ deal, code, user, item: own }: Naming, viewer: string, now: Date): Omit<RunRow, 'n'> {
  const after = {
    [itemField.status]: 'Done',
    [itemField.person]: user,
    [itemField.settledBy]: viewer,
    // The platform keeps whole seconds.
    [itemField.settledOn]: `${now.toISOString().slice(0, 19)}.000Z`,
  };
  if (own?.id === undefined)
    return {
      object: item,
      key: itemField.key,
      id: itemKey(deal, code),
      parent: deal,
      before: null,
      after: { [itemField.deal]: deal, [itemField.code]: code, ...after },
    };
  const before = {
    [itemField.status]: own.status,
    [itemField.person]: own.person ?? null,
    [itemField.settledBy]: own.settledBy ?? null,
    [itemField.settledOn]: own.settledOn ?? null,
  };
  return { object: item, key: 'Id', id: own.id, parent: deal, before, after };
}
