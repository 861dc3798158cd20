/** Puts the sample pipeline of a model into a practice org whose clock stands: everybody does what they did, in order. */
import type { SalesModel } from '../../product/model/index.ts';
import type { PracticeOrg } from '../server/index.ts';
import type { Currencies } from './currencies.ts';
import type { LoadReport, RefusedRow } from './load-rows.ts';
import { written, type SampleEvent } from './sample/events.ts';
import { sampleEvents } from './sample/index.ts';
import { managerOf, owners, samplePeople } from './sample/people.ts';

export interface SampleLoad {
  readonly deals: number;
  /** When the sample ends. */
  readonly now: Date;
  /** Of an org with several; empty for one. */
  readonly currencies: Currencies;
}

/** A deal that rules of the org's own refuse is told, and nobody goes on with it. */
export function loadSample(org: PracticeOrg, model: SalesModel, options: SampleLoad): LoadReport {
  const users = teamOf(org);
  const rows = new Map<string, string>();
  const names = new Map<number, string>();
  const refused = new Map<number, RefusedRow>();
  for (const event of sampleEvents(model, { ...options, teams: org.org.objects.has('opportunityteammember') })) {
    const { deal, actor, at, fields } = event;
    if (deal > 0 && refused.has(deal)) continue;
    if (typeof fields['Name'] === 'string') names.set(deal, fields['Name']);
    org.clock.set(new Date(at));
    const result = write(org, event, { rows, users });
    if (result.ok) rows.set(event.row, result.id);
    else {
      const messages = result.errors.map(({ message }) => message).join('; ');
      refused.set(deal, {
        line: deal,
        name: names.get(deal) ?? '',
        reason: `${actor} on ${at.slice(0, 10)}: ${messages}`,
      });
    }
  }
  const deals = [...refused.keys()].filter((deal) => deal > 0);
  return { loaded: options.deals - deals.length, refused: [...refused.values()] };
}

interface Ids {
  readonly rows: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
}

/** What was refused has no id; the org says so of whatever names it. */
function write(org: PracticeOrg, event: SampleEvent, { rows, users }: Ids): ReturnType<PracticeOrg['load']>[number] {
  const idIn = (ids: ReadonlyMap<string, string>) => (name: string) => ids.get(name) ?? name;
  const actor = org.as(idIn(users)(event.actor));
  const fields = written(event, idIn(rows), idIn(users));
  return event.operation === 'insert'
    ? actor.insert(event.object, fields)
    : actor.update(event.object, idIn(rows)(event.row), fields);
}

/** Ids of everybody by full name, the sample's own people added, and each owner of deals put below a manager. */
function teamOf(org: PracticeOrg): ReadonlyMap<string, string> {
  // A model without registrations has no permission set of channel managers.
  const known = new Set(org.org.permissionSets.map(({ name }) => name));
  for (const person of samplePeople)
    org.addPerson({ ...person, permissionSets: person.permissionSets.filter((name) => known.has(name)) });
  const users = new Map(org.org.sessions.map(({ name, userId }) => [name, userId]));
  for (const owner of owners) org.setManager(users.get(owner) ?? owner, users.get(managerOf(owner)) ?? null);
  return users;
}
