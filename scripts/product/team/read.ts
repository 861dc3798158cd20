/** Open deals of an org with the people that they ask for, and their teams. */
import { moreColumns, nextMoves, openSource, type AuditOrg } from '../audit/index.ts';
import { countIfThere, isMissing, itemReader, type OrgDeal } from '../explain/index.ts';
import type { Item, Verdict } from '../gate/index.ts';
import { moneyOf } from '../grade/index.ts';
import type { SalesModel } from '../model/index.ts';
import { chooseApi, OrgError, soql, soqlCondition, soqlFields, type ApiChoice, type Calendar } from '../org/index.ts';
import type { Progress } from '../terminal/index.ts';
import { field } from '../vocabulary/index.ts';
import { TeamError } from './error.ts';
import type { AskedPerson, Member } from './plan.ts';

export interface ReadTeamOptions {
  readonly model: SalesModel;
  readonly where?: string;
  readonly api: ApiChoice;
  readonly calendar: Calendar;
  readonly progress: Progress;
}

/** A deal that the model governs, with its people. */
export interface PeopledDeal {
  readonly deal: OrgDeal;
  readonly owner: string;
  readonly ownerName: string;
  /** In the model's currency; null: not known. */
  readonly amount: number | null;
  readonly grade: string | null;
  readonly items: readonly Item[];
  /** People asked for up to the stage where it stands, in the order of the stages. */
  readonly asked: readonly AskedPerson[];
}

/** @throws {TeamError} PackageNotInstalled, {OrgError} when the org does not answer. */
export async function* readPeople(org: AuditOrg, options: ReadTeamOptions): AsyncGenerator<PeopledDeal> {
  const { model, calendar, progress } = options;
  const { recordTypes } = model.scope;
  const source = await openSource(org, { ...options, recordTypes: recordTypes === 'all' ? [] : recordTypes }, 'open');
  if (!source.seesItems)
    throw new TeamError('PackageNotInstalled', {
      message: `The org has no gate items that ${org.username} may see.`,
      actions: ['Install the package (npx tas plan, npx tas apply), and assign yourself one of its permission sets.'],
    });
  const money = await moneyOf(org, model.money.currency, source.multiCurrency);
  const moveOf = nextMoves({ model, calendar });
  const more = moreColumns(source.multiCurrency).length;
  const askedOf = askedBy(model);
  for await (const { row, others } of source.joined) {
    progress.advance(1);
    const deal = source.reader.of(row);
    const [ownerName = '', , , currency = ''] = row.slice(-more);
    if (!source.fields.has(field.modelAmount)) deal[field.modelAmount] = money.inModel(deal, currency);
    const items = (others[0] ?? []).map((texts) => itemReader.of(texts.slice(1)));
    const { verdict } = moveOf(deal, items, false);
    if (verdict.governed !== 'yes') continue;
    const amount = deal[field.modelAmount];
    yield {
      deal,
      owner: String(deal[field.owner] ?? ''),
      ownerName,
      amount: typeof amount === 'number' ? amount : null,
      grade: verdict.grade.effective,
      items,
      asked: askedOf(String(deal[field.stage] ?? ''), verdict),
    };
  }
  progress.end();
}

/** The people with a role that a deal asks for until now, of its verdict. */
function askedBy(model: SalesModel): (stage: string, verdict: Verdict) => AskedPerson[] {
  const order = new Map(model.stages.map(({ name }, at) => [name, at]));
  const roles = new Map(
    model.stages.flatMap(({ people }, at) =>
      people.flatMap(({ code, role }) => (role === undefined ? [] : [[code, { role, at }] as const])),
    ),
  );
  return (stage, { requirements }) => {
    const until = order.get(stage) ?? -1;
    return requirements.flatMap(({ code, state }) => {
      const known = roles.get(code);
      if (known === undefined || known.at > until || (state !== 'open' && state !== 'done')) return [];
      return [{ code, role: known.role, isOpen: state === 'open' }];
    });
  };
}

export const teamMember = 'OpportunityTeamMember';

export interface Teams {
  /** By deal, ids of 18 characters. */
  readonly members: ReadonlyMap<string, readonly Member[]>;
  /** Team Roles that the org offers. */
  readonly roles: ReadonlySet<string>;
}

/** The teams of open deals. @throws {TeamError} TeamSellingOff. */
export async function readTeams(
  org: AuditOrg,
  { where, api, progress }: Pick<ReadTeamOptions, 'where' | 'api' | 'progress'>,
): Promise<Teams> {
  const roles = await rolesOf(org);
  const columns = ['OpportunityId', 'UserId', 'TeamMemberRole'];
  const which =
    where === undefined || /\bselect\b/i.test(where)
      ? soql`Opportunity.IsClosed = false`
      : soql`OpportunityId IN (SELECT Id FROM Opportunity WHERE IsClosed = false AND ${soqlCondition(where)})`;
  const from = soql`FROM OpportunityTeamMember WHERE ${which}`;
  const expected = (await countIfThere(org, soql`SELECT COUNT() ${from}`)) ?? 0;
  progress.begin('Reading teams', expected);
  const members = new Map<string, Member[]>();
  const query = soql`SELECT ${soqlFields(columns)} ${from} ORDER BY OpportunityId, Id`;
  await org.read(chooseApi(api, expected), query, columns, (rows) => {
    for (const [deal = '', user = '', role = ''] of rows) {
      const of = members.get(deal);
      if (of === undefined) members.set(deal, [{ user, role }]);
      else of.push({ user, role });
    }
    progress.advance(rows.length);
  });
  progress.end();
  return { members, roles };
}

async function rolesOf(org: AuditOrg): Promise<ReadonlySet<string>> {
  try {
    const role = (await org.describe(teamMember)).get('TeamMemberRole');
    return new Set(role?.picklistValues?.filter(({ active }) => active).map(({ value }) => value));
  } catch (error) {
    // A description of what is not there is not found, where a query of it is an invalid type.
    if (!isMissing(error) && !(error instanceof OrgError && error.errorCode === 'NOT_FOUND')) throw error;
    throw new TeamError('TeamSellingOff', {
      message: `The org has no ${teamMember} that ${org.username} may see: team selling is off.`,
      actions: [
        'Switch it on in Setup > Opportunity Team Settings. Without it people stand on the gate items alone, and nothing is lost.',
      ],
      exitCode: 3,
    });
  }
}

/** Names and whether they are active, of users by their ids. */
export async function readUsers(
  org: AuditOrg,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly active: boolean }>> {
  const found = new Map<string, { name: string; active: boolean }>();
  const columns = ['Id', 'Name', 'IsActive'];
  for (let at = 0; at < ids.length; at += mostIds) {
    const query = soql`SELECT ${soqlFields(columns)} FROM User WHERE Id IN ${ids.slice(at, at + mostIds)}`;
    await org.read('collections', query, columns, (rows) => {
      for (const [id = '', name = '', active] of rows) found.set(id, { name, active: active === 'true' });
    });
  }
  return found;
}

/** Users asked for in one query. */
const mostIds = 500;
