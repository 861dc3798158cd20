/** Walks a deal through its stages as a person does who has a keyboard and no mouse. */
import type { Locator, Page } from 'playwright-core';
import type { Screen } from '../../scripts/proof/browser/screen.ts';
import { referenceModel } from '../reference/index.ts';

const fieldsOf = new Map(
  referenceModel.stages.flatMap(({ required, actions, processes, people }) =>
    [required, actions, processes, people].flat().map(({ code, fields }) => [code, fields ?? []] as const),
  ),
);

/** What a picklist of the reference model has to say to be accepted, in English. */
function accepted(code: string): string | undefined {
  const [field] = fieldsOf.get(code) ?? [];
  const value = field?.accept?.[0];
  if (field?.type === undefined || !('values' in field.type)) return value;
  return field.type.values.find((one) => value === undefined || one.value === value)?.label['en_US'];
}

/** Picklists that the package brings, whatever the model. */
const chosen: Readonly<Record<string, string>> = { TAS_Tender_Required__c: 'Yes', TAS_Grade__c: 'B' };

const typed: Readonly<Record<string, string>> = {
  TAS_Project_Contact__c: 'Ming Customer',
  Amount: '1200000',
  TAS_Bid_Price__c: '1150000',
};

/** One person at the keyboard. */
export class Keyboard {
  /** What a mouse would take a click for. */
  acts = 0;
  /** Keys that only moved on. */
  tabs = 0;
  /** How often somebody else began to look, on the top of the page. */
  logins = 1;
  readonly page: Page;
  readonly panel: Locator;

  constructor({ page, panel }: Pick<Screen, 'page' | 'panel'>) {
    this.page = page;
    this.panel = panel;
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Tab, or back, until the cursor is there. @throws when it cannot be reached. */
  async reach(wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 60): Promise<void> {
    await wanted.waitFor();
    const isThere = () => wanted.evaluateAll((all) => all.some((one) => one.matches(':focus')));
    for (let pressed = 0; !(await isThere()); pressed++) {
      if (pressed === most) throw new Error(`cannot be reached by ${key}: ${wanted.toString()}`);
      await this.press(key);
      this.tabs += 1;
    }
  }

  async activate(wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.reach(wanted, key);
    this.acts += 1;
    await this.press('Enter');
  }

  /** Chooses in a base combobox. */
  async choose(combobox: Locator, option: string): Promise<void> {
    await this.activate(combobox);
    const options = this.page.locator('[role="option"]:visible');
    await options.filter({ hasText: option }).first().waitFor();
    const isAt = async () => {
      const active = await combobox.getAttribute('aria-activedescendant');
      if (active === null) return false;
      return (await this.page.locator(`[id="${active}"]`).innerText()).trim().startsWith(option);
    };
    for (let pressed = 0; !(await isAt()); pressed++) {
      if (pressed === 30) throw new Error(`no choice of ${option}`);
      await this.press('ArrowDown');
    }
    this.acts += 1;
    await this.press('Enter');
  }

  /** Searches a person or a record by name, and takes the first that is found. */
  async pick(input: Locator, name: string): Promise<void> {
    await this.reach(input);
    this.acts += 1;
    const answered = this.page.waitForResponse((one) => one.request().postData()?.includes(`%${name}%`) === true);
    await this.page.keyboard.type(name);
    await answered;
    const option = this.page.locator('[role="option"]:visible').filter({ hasText: name }).first();
    await option.waitFor();
    const isAt = async () => {
      const active = await input.getAttribute('aria-activedescendant');
      return active !== null && ((await this.page.locator(`[id="${active}"]`).textContent()) ?? '').includes(name);
    };
    for (let pressed = 0; !(await isAt()); pressed++) {
      if (pressed === 30) throw new Error(`no choice of ${name}`);
      await this.press('ArrowDown');
    }
    this.acts += 1;
    await this.press('Enter');
  }

  /** Types a day into a date. */
  async day(input: Locator): Promise<void> {
    await this.reach(input);
    this.acts += 1;
    await this.page.keyboard.type('2026-12-31');
    await this.press('Enter');
  }

  /** Whether the cursor is in the panel, which hands it on by itself once something is saved. */
  async isInside(): Promise<boolean> {
    const focused = this.panel.locator(':focus');
    for (let tries = 0; tries < 20 && (await focused.count()) === 0; tries++) await this.page.waitForTimeout(50);
    return (await focused.count()) > 0;
  }

  /** By the panel's own key from one open row to the next, until it is that row. @throws when it never is. */
  async goTo(code: string): Promise<void> {
    const row = this.row(code);
    const isThere = async () =>
      (await row.locator(':focus').count()) > 0 || (await row.evaluate((one) => one.matches(':focus')));
    // The keys are the panel's own: whoever comes from elsewhere tabs into it first.
    if (!(await this.isInside()))
      for (let pressed = 0; pressed < 20 && (await this.panel.locator(':focus').count()) === 0; pressed++) {
        await this.press('Tab');
        this.tabs += 1;
      }
    for (let pressed = 0; !(await isThere()); pressed++) {
      if (pressed === 40) throw new Error(`Alt and N never lead to ${code}`);
      this.acts += 1;
      await this.press('Alt+n');
      await this.page.waitForTimeout(20);
    }
  }

  /** By the panel's own key back to what moves the deal. */
  async toAdvance(): Promise<void> {
    const advance = this.panel.locator('button[data-id="advance"]');
    if (!(await this.isInside())) return this.reach(advance, 'Shift+Tab', 120);
    this.acts += 1;
    await this.press('Alt+a');
    for (let tries = 0; !(await advance.evaluate((one) => one.matches(':focus'))); tries++) {
      if (tries === 40) throw new Error('Alt and A do not lead to Advance');
      await this.page.waitForTimeout(50);
    }
  }

  row(code: string): Locator {
    return this.panel.locator(`[data-code="${code}"][tabindex]`);
  }

  /** The rows that block, in the order of the panel. */
  async open(): Promise<string[]> {
    const rows = this.panel.locator('.row.hard.unsettled');
    return rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-code') ?? ''));
  }

  /** Settles one row by whatever it offers. */
  async settle(code: string): Promise<void> {
    const row = this.row(code);
    const primary = row.locator('button[data-id="primary"]');
    // Lists, texts, searches and days alike.
    const fields = row.locator('c-tas-editor').locator('input, textarea, button[role="combobox"]');
    if ((fieldsOf.get(code) ?? []).length > 0) {
      // The editor opens by itself once the picklists are there.
      await fields.first().waitFor();
      await this.goTo(code);
      await this.fill(code, fields);
    } else {
      await this.goTo(code);
      await this.activate(primary);
      const link = row.locator('input[type="url"]');
      const person = row.locator('c-tas-editor input[role="combobox"]');
      await this.page.waitForTimeout(50);
      if ((await link.count()) > 0) {
        await this.reach(link);
        await this.page.keyboard.type('https://files.example/report.pdf');
        this.acts += 1;
        await this.press('Enter');
      } else if ((await person.count()) > 0) {
        // Oneself is one key away.
        await this.activate(row.locator('[data-choice]').last());
      }
    }
    await this.settled(code);
  }

  /** Nothing is being saved any more, and the row is settled or waits for somebody. */
  async settled(code: string): Promise<void> {
    const row = this.row(code);
    await row.locator('xpath=self::*[@aria-busy="false"]').waitFor();
    await this.panel.locator(`.row[data-code="${code}"]:not(.unsettled), .row.waiting[data-code="${code}"]`).waitFor();
  }

  async fill(code: string, fields: Locator): Promise<void> {
    for (const { name, type } of fieldsOf.get(code) ?? []) {
      const field = this.row(code).locator(`[data-name="${name}"]`).locator('input, textarea, button[role="combobox"]');
      const role = await field.first().evaluate((one) => `${one.tagName} ${one.getAttribute('role') ?? ''}`);
      if (role === 'BUTTON combobox') await this.choose(field.first(), chosen[name] ?? accepted(code) ?? '');
      else if (type?.kind === 'lookup') await this.pick(field.first(), typed[name] ?? '');
      else if (type?.kind === 'date') await this.day(field.first());
      else {
        await this.reach(field.first());
        this.acts += 1;
        await this.page.keyboard.type(typed[name] ?? 'Known and agreed');
        await this.press(type?.kind === 'longText' ? 'Control+Enter' : 'Enter');
      }
    }
    // Several fields of one requirement are saved together.
    if ((fieldsOf.get(code) ?? []).length > 1) await this.activate(this.row(code).locator('button[data-id="save"]'));
    await fields.first().waitFor({ state: 'detached' });
  }

  /** Becomes somebody else by the bar of the page. */
  async become(now: string, next: string): Promise<void> {
    const bar = this.page.getByRole('button', { name: `Person: ${now}` });
    await this.toAdvance();
    await this.reach(bar, 'Shift+Tab', 120);
    this.acts += 2;
    this.logins += 1;
    await this.press('Enter');
    const item = this.page.getByRole('menuitemcheckbox', { name: next });
    await item.waitFor();
    for (let pressed = 0; !(await item.evaluate((one) => one.matches(':focus'))); pressed++) {
      if (pressed === 10) throw new Error(`no person ${next}`);
      await this.press('ArrowDown');
    }
    await this.press('Enter');
    await this.page.getByRole('button', { name: `Person: ${next}` }).waitFor();
    await this.panel.locator('article[aria-busy="false"]').waitFor();
  }
}
