/** Open deals for a practice org by the million: put straight into its tables, for no save is measured here. */
import { Journal, Row, type ObjectType, type PracticeOrg, type Value } from '../../../practice-org/server/index.ts';

const dealsOfAccount = 4;
const stage = 'Validate Opportunity';
const daysAgo = 40;

/** Names as people write them: commas, quotes, Chinese. */
const names: readonly ((at: number) => string)[] = [
  (at) => `Grid automation, phase ${at}`,
  (at) => `"Lighthouse" project ${at}`,
  (at) => `东岭电力集团 · 调度自动化改造 ${at}`,
  (at) => `Renewal ${at}`,
];

interface Table {
  readonly object: ObjectType;
  /** A row that the org itself has saved. */
  readonly like: readonly Value[];
  readonly slot: (name: string) => number;
}

function tableOf(org: PracticeOrg, name: string, first: Readonly<Record<string, unknown>>): Table {
  const object = org.org.objects.get(name.toLowerCase());
  const [saved] = org.load(name, [first]);
  const row = saved?.ok === true ? object?.table.get(saved.id) : undefined;
  if (object === undefined || row === undefined) throw new Error(`no first ${name}: ${JSON.stringify(saved)}`);
  const slot = (field: string): number => {
    const found = object.byName.get(field.toLowerCase());
    if (found === undefined) throw new Error(`${name} has no field ${field}`);
    return found.slot;
  };
  return { object, like: row.values, slot };
}

/**
 * Puts open deals into an empty org, the same for the same number: of each hundred five have no amount, five have the
 * grade that is suggested, and ninety are to get one, a third of those in place of a lower one. Four share an account.
 */
export function fillOrg(org: PracticeOrg, deals: number): void {
  const accounts = tableOf(org, 'Account', { Name: 'First account' });
  const opportunities = tableOf(org, 'Opportunity', {
    Name: 'First deal',
    StageName: stage,
    CloseDate: `${org.org.now().getFullYear() + 1}-06-15`,
    Amount: 100_000,
    TAS_Led_By__c: 'Us',
  });
  const { object, like, slot } = opportunities;
  const admin = org.org.sessions.find(({ persona }) => persona === 'admin');
  const suggested = object.byName.get('tas_suggested_grade__c');
  if (admin === undefined || suggested === undefined) throw new Error('the org has no admin or no package');
  // Nobody has written a deal of late: whoever asks for what changed finds nothing.
  const long = new Date(org.org.now().getTime() - daysAgo * 86_400_000).toISOString().replace('Z', '+0000');
  const old = like.slice();
  for (const stamp of ['CreatedDate', 'LastModifiedDate', 'SystemModstamp']) old[slot(stamp)] = long;
  const [name, account, amount, ledBy, grade] = ['Name', 'AccountId', 'Amount', 'TAS_Led_By__c', 'TAS_Grade__c'].map(
    slot,
  ) as [number, number, number, number, number];
  const journal = new Journal();
  let parent = '';
  const first = object.table.get(String(like[0]));
  if (first !== undefined) object.table.update(first, old, journal);
  for (let at = 1; at < deals; at += 1) {
    if (parent === '' || at % dealsOfAccount === 0) parent = putAccount(accounts, at, journal);
    const values = old.slice();
    const kind = at % 100;
    values[0] = object.table.nextId();
    values[name] = names[at % names.length]?.(at) ?? null;
    values[account] = parent;
    values[amount] = kind < 5 ? null : 300_000 + (at % 90) * 100_000;
    values[ledBy] = at % 7 === 0 ? 'Partner' : 'Us';
    const row = new Row(values);
    if (kind >= 5 && kind < 10) values[grade] = suggested.read(new Row(values), admin);
    else if (kind % 3 === 0 && kind >= 10 && at % 7 !== 0) values[grade] = 'D';
    object.table.insert(row, journal);
    journal.clear();
  }
}

function putAccount({ object, like, slot }: Table, at: number, journal: Journal): string {
  const values = like.slice();
  const id = object.table.nextId();
  values[0] = id;
  values[slot('Name')] = `Account ${at}`;
  object.table.insert(new Row(values), journal);
  return id;
}
