/** A practice org with accounts, and people who register, decide and use registrations by the API. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { callAs, load, userOf, type Values } from '../../scripts/proof/browser/org-actions.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { registration, registrationField as own } from '../../scripts/product/vocabulary/index.ts';
import { referenceProject } from '../reference/index.ts';
import { practiceIn } from '../start/practice.ts';
import { registeringData } from './model.ts';

export type Somebody = 'rep' | 'manager' | 'ops' | 'admin' | 'channel' | 'rival';

function modelFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'tas-registration-')), 'model.yaml');
  writeFileSync(file, stringify(registeringData()));
  return file;
}

export const day = (days: number, from = Date.now()): string =>
  new Date(from + days * 86_400_000).toISOString().slice(0, 10);

export class Registrations {
  readonly started: StartedPractice;
  readonly partner: string;
  readonly customer: string;
  readonly #tokens: Readonly<Partial<Record<Somebody, string>>>;
  readonly #ids: Readonly<Partial<Record<Somebody, string>>>;

  private constructor(started: StartedPractice) {
    this.started = started;
    const { org } = started;
    const join = (lastName: string, ...permissionSets: string[]) => org.addPerson({ lastName, permissionSets });
    const channel = join('Channel', 'TAS_Manager', 'TAS_Channel_Manager');
    const rival = join('Rival', 'TAS_Rep');
    this.#tokens = { channel: channel.accessToken, rival: rival.accessToken };
    this.#ids = { channel: channel.userId, rival: rival.userId };
    this.partner = load(org, 'Account', { Name: 'Baltic Systems' });
    this.customer = load(org, 'Account', { Name: 'Nordwind Energie AG' });
  }

  static async start(): Promise<Registrations> {
    return new Registrations(await practiceIn(referenceProject, { modelFile: modelFile() }));
  }

  stop(): Promise<void> {
    return this.started.stop();
  }

  id(who: Somebody): string {
    return this.#ids[who] ?? userOf(this.started.org, who as 'rep');
  }

  /** @throws on any answer but 2xx. */
  async call(who: Somebody, method: string, path: string, body?: unknown): Promise<unknown> {
    const { org } = this.started;
    const token = this.#tokens[who];
    if (token === undefined) return callAs(org, who as 'rep', { method, path, body });
    const tokens = { ...org.tokens, rep: token };
    return callAs({ ...org, instanceUrl: org.instanceUrl, tokens }, 'rep', { method, path, body });
  }

  account = (Name: string): string => load(this.started.org, 'Account', { Name });

  parts = (project: string): Values => ({
    [own.partner]: this.partner,
    [own.customer]: this.customer,
    [own.project]: project,
  });

  /** What a rep writes. */
  submission = (who: Somebody, project: string, more: Values = {}): Values => ({
    ...this.parts(project),
    [own.status]: 'Submitted',
    [own.submittedBy]: this.id(who),
    [own.submittedOn]: day(0),
    ...more,
  });

  async submit(who: Somebody, project: string, more: Values = {}): Promise<string> {
    const made = await this.call(who, 'POST', `sobjects/${registration}`, this.submission(who, project, more));
    return (made as { id: string }).id;
  }

  async read(id: string, who: Somebody = 'manager'): Promise<Record<string, unknown>> {
    return (await this.call(who, 'GET', `sobjects/${registration}/${id}`)) as Record<string, unknown>;
  }

  change = (who: Somebody, id: string, fields: Values): Promise<unknown> =>
    this.call(who, 'PATCH', `sobjects/${registration}/${id}`, fields);

  decision = (who: Somebody, more: Values): Values => ({
    [own.decidedBy]: this.id(who),
    [own.decidedOn]: day(0),
    ...more,
  });

  async approve(who: Somebody, id: string, days = 90, more: Values = {}): Promise<unknown> {
    const { [own.projectKey]: key } = await this.read(id);
    return this.change(
      who,
      id,
      this.decision(who, { [own.status]: 'Approved', [own.until]: day(days), [own.key]: key, ...more }),
    );
  }

  reject = (who: Somebody, id: string, reason: string | null): Promise<unknown> =>
    this.change(who, id, this.decision(who, { [own.status]: 'Rejected', [own.reason]: reason }));

  /** A registration that was approved some time ago, put there past every rule. */
  approved(project: string, days: number, more: Values = {}): string {
    const key = `${this.customer}:${project.toLowerCase().replaceAll(' ', '')}`;
    return load(this.started.org, registration, {
      ...this.parts(project),
      [own.status]: 'Approved',
      [own.submittedBy]: this.id('rep'),
      [own.submittedOn]: day(days - 90),
      [own.decidedBy]: this.id('channel'),
      [own.decidedOn]: day(days - 89),
      [own.until]: day(days),
      [own.key]: key,
      OwnerId: this.id('rep'),
      ...more,
    });
  }

  /** A partner-led deal of the customer in its first stage. */
  deal = (more: Values = {}): string =>
    load(this.started.org, 'Opportunity', {
      Name: 'Grid balancing',
      AccountId: this.customer,
      StageName: 'Validate Opportunity',
      CloseDate: '2027-06-30',
      Amount: 200_000,
      TAS_Led_By__c: 'Partner',
      TAS_Partner_Account__c: this.partner,
      OwnerId: this.id('rep'),
      ...more,
    });

  changeDeal = (id: string, fields: Values, who: Somebody = 'rep'): Promise<unknown> =>
    this.call(who, 'PATCH', `sobjects/Opportunity/${id}`, fields);
}
