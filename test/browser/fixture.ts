/** One practice org with its page, and one browser that looks at it. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Browser } from 'playwright-core';
import { findChromium, launchChromium } from '../../scripts/proof/browser/chromium.ts';
import { callAs, load, userOf, type Person, type Values } from '../../scripts/proof/browser/org-actions.ts';
import { openScreen, type Screen, type View } from '../../scripts/proof/browser/screen.ts';
import { startPractice, type StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { referenceGenerated, referenceProject } from '../reference/index.ts';

interface FixtureOptions {
  readonly sampleDeals?: number;
  /** Validation rules that the customer has on the deal beside ours: name → XML. */
  readonly rules?: Readonly<Record<string, string>>;
  /** A model of its own, as YAML. */
  readonly model?: string;
  /** ISO code: the org has several currencies, this being the corporate one. */
  readonly corporateCurrency?: string;
}

/** Starts both before the tests of a file, and checks after each of them that no page complained. */
export class Fixture {
  #started: StartedPractice | undefined;
  #browser: Browser | undefined;
  readonly #screens: Screen[] = [];

  constructor(options: FixtureOptions = {}) {
    beforeAll(async () => {
      this.#started = await startedPractice(options);
      await this.#started.pageBuilt();
      this.#browser = await launchChromium(await findChromium());
    });
    afterEach(async () => {
      const screens = this.#screens.splice(0);
      const complaints = screens.flatMap((screen) => screen.complaints);
      await Promise.all(screens.map((screen) => screen.close()));
      if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`);
    });
    afterAll(async () => {
      await this.#browser?.close();
      await this.#started?.stop();
    });
  }

  get started(): StartedPractice {
    if (this.#started === undefined) throw new Error('the fixture has not begun');
    return this.#started;
  }

  get org(): StartedPractice['org'] {
    return this.started.org;
  }

  /** A window of somebody's. */
  async open(view: View = {}): Promise<Screen> {
    if (this.#browser === undefined) throw new Error('the fixture has not begun');
    const screen = await openScreen(this.#browser, this.org.pageUrl, view);
    this.#screens.push(screen);
    return screen;
  }

  /** Puts a row in as the data-load user, past every rule. */
  load(object: string, row: Values): string {
    return load(this.org, object, row);
  }

  userId(persona: Person): string {
    return userOf(this.org, persona);
  }

  /** A deal of the rep's that we lead, blocked at its first stage unless told otherwise. */
  deal(row: Values = {}): string {
    const AccountId = this.load('Account', { Name: 'Nordwind Energie AG' });
    return this.load('Opportunity', {
      Name: 'Grid balancing',
      AccountId,
      StageName: 'Validate Opportunity',
      CloseDate: '2027-06-30',
      Amount: 1_200_000,
      TAS_Led_By__c: 'Us',
      OwnerId: this.userId('rep'),
      ...row,
    });
  }

  /** What settles a requirement of a deal, by its owner. */
  item(deal: string, code: string, row: Values = {}): string {
    return this.load('TAS_Gate_Item__c', {
      Opportunity__c: deal,
      Code__c: code,
      Item_Key__c: `${deal}:${code}`,
      Status__c: 'Done',
      Settled_By__c: this.userId('rep'),
      Settled_On__c: '2026-11-20T08:00:00.000Z',
      ...row,
    });
  }

  /** Somebody's call of the API, beside the page. */
  call(persona: Person, method: string, path: string, body?: unknown): Promise<unknown> {
    return callAs(this.org, persona, { method, path, body });
  }

  /** Rows by SOQL, for somebody who sees them all unless told otherwise. */
  async rows<Row>(query: string, persona: Person = 'admin'): Promise<Row[]> {
    const found = await this.call(persona, 'GET', `query?q=${encodeURIComponent(query)}`);
    return (found as { records: Row[] }).records;
  }

  /** A field of a record as it is now. */
  async field(object: string, id: string, name: string): Promise<unknown> {
    const record = await this.call('admin', 'GET', `sobjects/${object}/${id}?fields=${name}`);
    return (record as Values)[name];
  }
}

async function startedPractice(options: FixtureOptions): Promise<StartedPractice> {
  const started = await startPractice({
    root: options.rules === undefined ? referenceProject : projectWith(options.rules),
    ...(options.model === undefined ? {} : { modelFile: written(options.model) }),
    ...(options.corporateCurrency === undefined ? {} : { corporateCurrency: options.corporateCurrency }),
    port: 0,
    ignoreColumns: [],
    sampleDeals: options.sampleDeals ?? 0,
    bare: false,
    observe: false,
    announced: false,
    onProgress: () => undefined,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  return started;
}

/** The reference project with rules of its own beside it. */
function projectWith(rules: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'tas-project-'));
  const folder = join(root, 'force-app', 'main', 'default', 'objects', 'Opportunity', 'validationRules');
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(referenceProject, 'config'), join(root, 'config'));
  symlinkSync(referenceGenerated, join(root, 'force-app', 'main', 'generated'));
  for (const [name, xml] of Object.entries(rules)) writeFileSync(join(folder, `${name}.validationRule-meta.xml`), xml);
  return root;
}

function written(model: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'tas-model-')), 'model.yaml');
  writeFileSync(file, model);
  return file;
}
