/** Leads and open deals that may be one pursuit (撞单), found over the whole org. */
import type { GradeOrg } from '../grade/index.ts';
import { areSimilar, customerKey, leadDealField, leadField, projectPart } from '../lead/index.ts';
import type { SalesModel } from '../model/index.ts';
import { chooseApi, soql, soqlFields, soqlIdentifier, type ApiChoice } from '../org/index.ts';
import { SortedSpool } from '../runs/index.ts';
import type { Progress } from '../terminal/index.ts';
import { field, registration, registrationField } from '../vocabulary/index.ts';
import { cellsOf, checkKeys, customerOf, keyedOf, partnerName, projectOf, type Keyed } from './keyed.ts';
import { nameOf } from './normalise.ts';

/** A lead or a deal of a group. */
export interface Member {
  readonly object: Keyed['object'];
  readonly id: string;
  readonly name: string;
  readonly customer: string;
  readonly project: string;
  readonly owner: string;
  /** Status of a lead or a registration, stage of a deal. */
  readonly status: string;
  /** For whom a registration was asked; empty: it is none. */
  readonly partner: string;
}

/** `project`: same customer and similar projects. `phone`: leads of several customers with one phone. */
export interface DuplicateGroup {
  readonly why: 'project' | 'phone';
  readonly members: readonly Member[];
}

export interface Duplicates {
  readonly leads: number;
  readonly deals: number;
  readonly registrations: number;
  readonly groups: readonly DuplicateGroup[];
}

interface DuplicateOptions {
  readonly model: SalesModel;
  readonly modelFile: string;
  readonly api: ApiChoice;
  readonly progress: Progress;
}

const ownerName = 'Owner.Name';

const shown = {
  Lead: [leadField.projectName, leadField.status],
  Opportunity: [leadDealField.projectName, field.stage],
  [registration]: [registrationField.project, registrationField.status, partnerName],
} as const;

const columnsOf = ({ object, columns }: Keyed): string[] => [...columns, field.name, ownerName, ...shown[object]];

/**
 * Groups that may be one pursuit. Keys are worked out from what stands in the records now, so that nothing has to be
 * stored before. @throws {LeadError}, and whatever the org throws.
 */
export async function findDuplicates(org: GradeOrg, options: DuplicateOptions): Promise<Duplicates> {
  const { model, modelFile, progress } = options;
  const { placeholders } = model.warnings;
  const counts = { Lead: 0, Opportunity: 0, [registration]: 0 };
  const byCustomer = new SortedSpool();
  const byPhone = new SortedSpool();
  try {
    for (const keyed of keyedOf(model, modelFile)) {
      await checkKeys(org, keyed, false);
      const columns = columnsOf(keyed);
      const from = soql`FROM ${soqlIdentifier(keyed.object)} WHERE ${keyed.condition}`;
      const expected = await org.count(soql`SELECT COUNT() ${from}`);
      progress.begin(`Reading ${nameOf(keyed)}`, expected);
      const query = soql`SELECT ${soqlFields(columns)} ${from}`;
      await org.read(chooseApi(options.api, expected), query, columns, (rows) => {
        for (const row of rows) {
          const cells = cellsOf(columns, row);
          const member: Member = {
            object: keyed.object,
            id: cells['Id'] ?? '',
            name: cells[field.name] ?? '',
            customer: customerOf(keyed, cells),
            project: projectOf(keyed, cells),
            owner: cells[ownerName] ?? '',
            status: cells[shown[keyed.object][1]] ?? '',
            partner: cells[partnerName] ?? '',
          };
          const text = JSON.stringify(member);
          const keys = keyed.keysOf(cells);
          const customer = keys[keyed.keys[0] ?? ''] ?? '';
          const phone = keys[leadField.phoneKey] ?? '';
          if (customer !== '') byCustomer.add(customer, text);
          if (phone !== '') byPhone.add(phone, text);
          counts[keyed.object] += 1;
        }
        progress.advance(rows.length);
      });
      progress.end();
    }
    const groups: DuplicateGroup[] = [];
    for (const [key, members] of stretches(byCustomer))
      for (const same of alike(members, key)) groups.push({ why: 'project', members: same });
    for (const [, members] of stretches(byPhone))
      if (new Set(members.map(({ customer }) => customerKey(customer, placeholders))).size > 1)
        groups.push({ why: 'phone', members });
    return { leads: counts.Lead, deals: counts.Opportunity, registrations: counts[registration], groups };
  } finally {
    byCustomer.close();
    byPhone.close();
  }
}

/** Members of one key after another, where there are several. */
function* stretches(spool: SortedSpool): Generator<readonly [key: string, members: Member[]]> {
  let last = '';
  let texts: string[] = [];
  for (const [key, text] of spool.read()) {
    if (key !== last) {
      if (texts.length > 1) yield [last, texts.map(memberIn)];
      texts = [];
      last = key;
    }
    texts.push(text);
  }
  if (texts.length > 1) yield [last, texts.map(memberIn)];
}

const memberIn = (text: string): Member => JSON.parse(text) as Member;

/**
 * Members of one customer whose projects are similar to that of the first of their group. Deals of one owner alone are no
 * clash: they are that person's phases of a project, and its registration with them; two partners are one.
 */
function alike(members: readonly Member[], customer: string): Member[][] {
  const groups: { readonly part: string; readonly members: Member[] }[] = [];
  for (const member of members) {
    const part = projectPart(member.project, customer);
    const group = groups.find((one) => areSimilar(one.part, part));
    if (group === undefined) groups.push({ part, members: [member] });
    else group.members.push(member);
  }
  return groups
    .map((group) => group.members)
    .filter((same) => same.length > 1 && (same.some(isLead) || several(same, 'owner') || several(same, 'partner')));
}

/** Whether they have several of it; those without do not count. */
const several = (members: readonly Member[], what: 'owner' | 'partner'): boolean =>
  new Set(members.map((member) => member[what]).filter((name) => name !== '')).size > 1;

const isLead = ({ object }: Member): boolean => object === 'Lead';
