/** A practice org for people who look for a way round the gates, and what they try, told as rule codes. */
import { Connection } from 'jsforce';
import { expect } from 'vitest';
import { explain } from '../../scripts/product/explain/index.ts';
import type { Item } from '../../scripts/product/gate/index.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { stageValues } from '../../scripts/product/compile/index.ts';
import { metadataOf } from '../../scripts/proof/prove/metadata.ts';
import { inGmt, stages, today, won } from '../gate/deals.ts';

export type Fields = Readonly<Record<string, unknown>>;
export type Person = 'rep' | 'manager' | 'ops' | 'admin';

/** What Salesforce says to a write: nothing where it lets it in. */
interface Answer {
  readonly statusCode: string;
  readonly message: string;
}

export class BypassOrg {
  readonly #org: PracticeOrg;
  readonly #model: SalesModel;
  readonly #reader: OrgConnection;
  readonly #connections = new Map<Person, Connection>();
  readonly #ids: Readonly<Record<'rep' | 'manager', string>>;
  readonly #contact: string;
  readonly #partner: string;

  private constructor(org: PracticeOrg, model: SalesModel) {
    const { instanceUrl, orgId, tokens } = org;
    this.#org = org;
    this.#model = model;
    this.#reader = openOrg({ instanceUrl, orgId, accessToken: tokens.rep, username: 'rep@practice.example' });
    for (const person of ['rep', 'manager', 'ops', 'admin'] as const)
      this.#connections.set(person, new Connection({ instanceUrl, accessToken: tokens[person], version: '66.0' }));
    this.#ids = { rep: userOf(org, 'rep'), manager: userOf(org, 'manager') };
    this.#contact = this.load('Contact', { LastName: 'Chen', Phone: '+86 21 5550 1234' });
    this.#partner = this.load('Account', { Name: 'Partner' });
  }

  static async start(model: SalesModel): Promise<BypassOrg> {
    const started = await startPracticeOrg({
      port: 0,
      metadata: metadataOf('.', model),
      stages: stageValues(model),
      activateRules: true,
      now: () => new Date(`${today}T12:00:00Z`),
    });
    if (!started.ok) throw new Error(started.problems.join('\n'));
    return new BypassOrg(started.org, model);
  }

  async stop(): Promise<void> {
    this.#reader.close();
    await this.#org.stop();
  }

  id(person: 'rep' | 'manager'): string {
    return this.#ids[person];
  }

  as(person: Person): Connection {
    const connection = this.#connections.get(person);
    if (connection === undefined) throw new Error(person);
    return connection;
  }

  /** Puts a record in past every rule, as a data load does. */
  load(object: string, row: Fields): string {
    const [result] = this.#org.load(object, [row]);
    if (result?.ok !== true) throw new Error(JSON.stringify(result));
    return result.id;
  }

  /** A deal of the rep's that came to its stage by the rules, with these items, settled by the manager. */
  deal(fields: Fields, items: readonly Item[] = []): string {
    const id = this.load('Opportunity', this.written(fields));
    for (const item of items) this.load('TAS_Gate_Item__c', this.item(id, item));
    return id;
  }

  /** The fields of a made-up deal as they may be written here. */
  written(fields: Fields): Fields {
    const taken = Object.entries(fields).filter(
      ([name]) => !name.includes('.') && name !== 'Id' && name !== 'CreatedDate',
    );
    return {
      ...Object.fromEntries(taken),
      OwnerId: this.#ids.rep,
      TAS_Project_Contact__c: fields['TAS_Project_Contact__c'] === undefined ? null : this.#contact,
      TAS_Partner_Account__c: fields['TAS_Partner_Account__c'] === undefined ? null : this.#partner,
    };
  }

  item(deal: string, { code, status, evidence, reason, settledOn, settledAmount }: Item): Fields {
    return {
      Opportunity__c: deal,
      Code__c: code,
      Item_Key__c: `${deal}:${code}`,
      Status__c: status,
      Evidence_Url__c: evidence ?? null,
      Reason__c: reason ?? null,
      Person__c: this.#ids.manager,
      Settled_By__c: this.#ids.manager,
      Settled_On__c: settledOn ?? null,
      Settled_Amount__c: settledAmount ?? null,
    };
  }

  async itemId(deal: string, code: string): Promise<string> {
    const query = `SELECT Id FROM TAS_Gate_Item__c WHERE Opportunity__c = '${deal}' AND Code__c = '${code}'`;
    const { records } = await this.as('rep').query<{ Id: string }>(query);
    return records[0]?.Id ?? '';
  }

  /** Changes a deal as somebody and answers the codes that refuse it. */
  edit(person: Person, id: string, fields: Fields): Promise<string[]> {
    return this.told(
      this.as(person)
        .sobject('Opportunity')
        .update({ Id: id, ...fields }),
    );
  }

  editItem(person: Person, id: string, fields: Fields): Promise<string[]> {
    return this.told(
      this.as(person)
        .sobject('TAS_Gate_Item__c')
        .update({ Id: id, ...fields }),
    );
  }

  /** Codes that refuse the write, sorted; every message of ours must name its gate and where the full list stands. */
  async told(write: Promise<unknown>): Promise<string[]> {
    const answers = await answersOf(write);
    for (const { message } of answers.filter(({ statusCode }) => statusCode === 'FIELD_CUSTOM_VALIDATION_EXCEPTION')) {
      expect(message).toMatch(/^\[TAS-[GMI]\d+\] .*Stage gate panel/);
      const gate = /^\[TAS-G(\d+)\]/.exec(message)?.[1];
      if (gate !== undefined) expect(message).toContain(`The gate of "${stages[Number(gate) - 1] ?? '?'}"`);
    }
    return answers.map(({ statusCode, message }) => /^\[(TAS-\w+)\]/.exec(message)?.[1] ?? statusCode).toSorted();
  }

  /**
   * What the engine says is due before the deal may be won: the codes of the gates, and that the org refuses the same
   * when the rep tries.
   */
  async dueAtTheEnd(id: string): Promise<string[]> {
    const { verdict } = await explain(this.#reader, this.#model, id, won, inGmt(today));
    const codes = verdict.refusals.map(({ code }) => code).toSorted();
    const blocking = new Set(verdict.requirements.filter(({ blocks }) => blocks).map(({ stage }) => `TAS-G${stage}`));
    expect([...blocking].toSorted()).toEqual(codes.filter((code) => code.startsWith('TAS-G')));
    expect(await this.edit('rep', id, { StageName: won })).toEqual(codes);
    return codes;
  }
}

function userOf({ org }: PracticeOrg, persona: string): string {
  return org.sessions.find((session) => session.persona === persona)?.userId ?? '';
}

async function answersOf(write: Promise<unknown>): Promise<readonly Answer[]> {
  try {
    await write;
    return [];
  } catch (error) {
    if (!(error instanceof Error && 'data' in error)) throw error;
    return ([error.data].flat() as { errorCode: string; message: string }[]).map(({ errorCode, message }) => ({
      statusCode: errorCode,
      message,
    }));
  }
}
