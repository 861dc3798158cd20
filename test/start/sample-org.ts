/** Practice orgs with the sample, and what stands in them as the API tells it. */
import { Connection } from 'jsforce';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { practiceIn } from './practice.ts';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { written, type SampleEvent } from '../../scripts/practice-org/start/sample/events.ts';
import { sampleStart } from '../../scripts/practice-org/start/sample/index.ts';
import { samplePeople } from '../../scripts/practice-org/start/sample/people.ts';
import { referencePackage, referenceProject } from '../reference/index.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface SampleChoice {
  readonly now: Date;
  /** 300 when left out. */
  readonly sampleDeals?: number;
  readonly modelFile?: string;
  readonly corporateCurrency?: string;
}

export const startSample = ({ now, ...choice }: SampleChoice): Promise<StartedPractice> =>
  practiceIn(referenceProject, { sampleDeals: 300, now: () => now, ...choice });

const version = '66.0';
const connect = ({ instanceUrl, accessToken }: PracticeOrg): Connection =>
  new Connection({ instanceUrl, accessToken, version });

/** Every field of every row of an object. */
export async function rowsOf(org: PracticeOrg, object: string): Promise<Values[]> {
  const connection = connect(org);
  const { fields } = await connection.describe(object);
  const soql = `SELECT ${fields.map(({ name }) => name).join(', ')} FROM ${object}`;
  return (await connection.query<Values & { Id: string }>(soql, { autoFetch: true, maxFetch: 20_000 })).records;
}

/** Full names of users by id. */
export async function namesOf(org: PracticeOrg): Promise<ReadonlyMap<unknown, string>> {
  return new Map((await rowsOf(org, 'User')).map(({ Id, Name }) => [Id, String(Name)]));
}

const ofPlace = ['attributes', 'Id', 'SystemModstamp'];

/** Deals and items of these names, with the names of what their ids name; what hangs on the place of a row is left out. */
export async function stateOf(org: PracticeOrg, deals: ReadonlySet<unknown>): Promise<Record<string, Values[]>> {
  const names = new Map<string, string>(
    (await Promise.all(['User', 'Account', 'Contact', 'Opportunity', 'RecordType'].map((one) => rowsOf(org, one))))
      .flat()
      .map(({ Id, Name }) => [String(Id), String(Name)]),
  );
  const told = (value: unknown): unknown =>
    typeof value === 'string' ? value.replace(/^[a-zA-Z0-9]{18}/, (id) => names.get(id) ?? id) : value;
  const plain = (row: Values): Values =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([name]) => !ofPlace.includes(name))
        .map(([name, value]) => [name, told(value)]),
    );
  const [opportunities, items] = await Promise.all([rowsOf(org, 'Opportunity'), rowsOf(org, 'TAS_Gate_Item__c')]);
  return {
    deals: opportunities
      .map(plain)
      .filter(({ Name }) => deals.has(Name))
      .sort((a, b) => (String(a['Name']) < String(b['Name']) ? -1 : 1)),
    items: items
      .map(plain)
      .filter(({ Opportunity__c }) => deals.has(Opportunity__c))
      // Items are numbered as they come.
      .map((item): Values => ({ ...item, Name: undefined }))
      .sort((a, b) => (String(a['Item_Key__c']) < String(b['Item_Key__c']) ? -1 : 1)),
  };
}

/** An org in which the same people work, and nobody holds the bypass: those who have it by their role lose it. */
export async function orgWithoutBypass(now: Date): Promise<PracticeOrg> {
  const { metadata, stages, model } = referencePackage();
  const grant = /<customPermissions>\s*<enabled>true<\/enabled>\s*<name>TAS_Bypass<\/name>\s*<\/customPermissions>/g;
  const started = await startPracticeOrg({
    metadata: new Map([...metadata].map(([path, text]) => [path, text.replace(grant, '')])),
    stages,
    teamSelling: true,
    activateRules: true,
    currency: model.money.currency,
    now: () => now,
    startsAt: sampleStart(now),
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  return started.org;
}

/** Does what the events say through REST, each as its actor; answers what was refused. */
export async function replay(org: PracticeOrg, events: readonly SampleEvent[]): Promise<string[]> {
  const tokens = new Map<string, string>();
  const users = new Map<string, string>();
  for (const { persona, name, userId } of org.org.sessions) {
    users.set(name, userId);
    if (persona !== 'load' && persona !== 'other') tokens.set(name, org.tokens[persona]);
  }
  for (const person of samplePeople) {
    const name = `${person.firstName} ${person.lastName}`;
    const { userId, accessToken } = org.addPerson(person);
    users.set(name, userId);
    tokens.set(name, accessToken);
  }
  const rows = new Map<string, string>();
  const idIn = (ids: ReadonlyMap<string, string>) => (name: string) => ids.get(name) ?? `no ${name}`;
  const refused: string[] = [];
  for (const event of events) {
    org.clock.set(new Date(event.at));
    const isNew = event.operation === 'insert';
    const path = `/services/data/v${version}/sobjects/${event.object}${isNew ? '' : `/${idIn(rows)(event.row)}`}`;
    const answer = await fetch(`${org.instanceUrl}${path}`, {
      method: isNew ? 'POST' : 'PATCH',
      headers: { authorization: `Bearer ${tokens.get(event.actor) ?? ''}`, 'content-type': 'application/json' },
      body: JSON.stringify(written(event, idIn(rows), idIn(users))),
    });
    const text = await answer.text();
    if (!answer.ok) refused.push(`${event.at} ${event.actor} ${event.row}: ${text}`);
    else if (isNew) rows.set(event.row, (JSON.parse(text) as { id: string }).id);
  }
  return refused;
}
