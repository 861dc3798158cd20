/** Loading deals into a practice org as a data load would: parents by name, refused rows told with line and reason. */
import type { PracticeOrg } from '../server/index.ts';

/** The record type of records that have none, in every org. */
const masterRecordType = '012000000000000AAA';

type LoadResult = ReturnType<PracticeOrg['load']>[number];

/** Deals sent to the org at a time. */
const batchSize = 2_000;

export interface DealRow {
  /** Line of the file the row starts on, counted from 1; for made rows their number. */
  readonly line: number;
  /** Field API name → text; `Account.Name`, `Owner.Name` and `RecordType.DeveloperName` name parents. */
  readonly values: Readonly<Record<string, string>>;
}

export interface RefusedRow {
  readonly line: number;
  readonly name: string;
  readonly reason: string;
}

export interface LoadReport {
  readonly loaded: number;
  readonly refused: readonly RefusedRow[];
}

/** Loads deals in batches; parents that do not exist yet are made. */
export class DealLoader {
  readonly #org: PracticeOrg;
  readonly #accounts = new Map<string, string>();
  readonly #owners = new Map<string, string>();
  readonly #recordTypes = new Map<string, string>();
  readonly #standIns = new Map<string, string>();
  readonly #refused: RefusedRow[] = [];
  #waiting: DealRow[] = [];
  #loaded = 0;
  readonly #onLoaded: (row: DealRow, id: string) => void;

  constructor(org: PracticeOrg, onLoaded: (row: DealRow, id: string) => void = () => undefined) {
    this.#org = org;
    this.#onLoaded = onLoaded;
  }

  get counts(): { loaded: number; refused: number } {
    return { loaded: this.#loaded, refused: this.#refused.length };
  }

  add(row: DealRow): void {
    this.#waiting.push(row);
    if (this.#waiting.length >= batchSize) this.flush();
  }

  /** Counts a row as refused that never reaches the org. */
  refuse(row: RefusedRow): void {
    this.#refused.push(row);
  }

  /** Loads what waits, and says how all of it went. */
  finish(): LoadReport {
    this.flush();
    return { loaded: this.#loaded, refused: this.#refused.toSorted((a, b) => a.line - b.line) };
  }

  flush(): void {
    const rows: DealRow[] = [];
    const records: Record<string, string>[] = [];
    for (const row of this.#waiting) {
      const record = this.#withParents(row.values);
      if ('refused' in record) this.#refuse(row, record.refused);
      else {
        rows.push(row);
        records.push(record.values);
      }
    }
    this.#waiting = [];
    for (const [index, result] of this.#org.load('Opportunity', records).entries()) {
      const row = rows[index];
      if (row === undefined) continue;
      if (result.ok) {
        this.#loaded += 1;
        this.#onLoaded(row, result.id);
      } else this.#refuse(row, reasonOf(result));
    }
  }

  #refuse({ line, values }: DealRow, reason: string): void {
    this.#refused.push({ line, name: values['Name'] ?? '', reason });
  }

  #withParents(values: DealRow['values']): { values: Record<string, string> } | { refused: string } {
    const { 'Account.Name': account, 'Owner.Name': owner, 'RecordType.DeveloperName': type, ...rest } = values;
    // A blank cell of a new row is a value that is not given.
    const own: Record<string, string> = Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value.trim() !== ''),
    );
    if (account !== undefined && account.trim() !== '') {
      const parent = this.#account(account.trim());
      if (!parent.ok) return { refused: `Account.Name: ${reasonOf(parent)}` };
      own['AccountId'] = parent.id;
    }
    if (owner !== undefined && owner.trim() !== '') own['OwnerId'] = this.owner(owner.trim());
    if (type !== undefined) {
      const id = this.#recordType(type.trim());
      if (id === '') return { refused: `RecordType.DeveloperName: "${type.trim()}" is no name of a record type.` };
      own['RecordTypeId'] = id;
    }
    return { values: own };
  }

  /** Id of the record type of that developer name; of none for a blank cell, as an export writes it; '' for what is no name. */
  #recordType(name: string): string {
    if (name === '' || name === 'Master') return masterRecordType;
    return remembered(this.#recordTypes, name, () => this.#org.recordTypeNamed('Opportunity', name) ?? '');
  }

  /** Id of the account of that name, made where there is none. */
  account(name: string): string {
    return only([this.#account(name)]);
  }

  /** A name that no account can have is refused. */
  #account(name: string): LoadResult {
    const id = this.#accounts.get(name);
    if (id !== undefined) return { ok: true, id, created: false };
    const [made] = this.#org.load('Account', [{ Name: name }]);
    if (made === undefined) throw new Error('nothing was loaded');
    if (made.ok) this.#accounts.set(name, made.id);
    return made;
  }

  /**
   * Id of the record that stands in for one of another org, whose id it has as its name. What is no id, and what no
   * record of that object can be made for, stays as it is: the org says what is wrong with it.
   */
  standIn(object: string, id: string): string {
    if (!/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(id)) return id;
    return remembered(this.#standIns, `${object} ${id.slice(0, 15)}`, () => {
      if (object === 'User') return this.owner(id);
      const [made] = this.#org.load(object, [{ [object === 'Contact' ? 'LastName' : 'Name']: id }]);
      return made?.ok === true ? made.id : id;
    });
  }

  /** Id of the user of that name, made where there is none. */
  owner(name: string): string {
    return remembered(this.#owners, name, () => this.#org.userNamed(name));
  }
}

const reasonOf = (result: LoadResult): string =>
  result.ok ? '' : result.errors.map(({ statusCode, message }) => `${statusCode}: ${message}`).join('; ');

function remembered(known: Map<string, string>, name: string, make: () => string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const id = make();
  known.set(name, id);
  return id;
}

/** The id of the one row that was loaded; it is the program's own row, so a refusal is a bug. */
export function only([result]: readonly LoadResult[]): string {
  if (result?.ok === true) return result.id;
  throw new Error(result === undefined ? 'nothing was loaded' : reasonOf(result));
}
