/** The files of a run. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { csvHeadForPeople, csvRowExact, csvRowForPeople, CsvScanner, TextWriter, type CsvValue } from '../csv/index.ts';
import { field } from '../vocabulary/index.ts';
import { amountsOf } from './deal.ts';
import type { GradePlan } from './plan.ts';
import type { DealEnd, GradeSheet } from './sheet.ts';
import type { GradeSummary } from './summary.ts';

/** The columns of grades.csv: a line each. */
const columns: Readonly<Record<string, (plan: GradePlan) => CsvValue>> = {
  Id: ({ deal }) => deal.id,
  Name: ({ deal }) => deal.name,
  StageName: ({ deal }) => deal.stage,
  Amount: ({ deal }) => amountsOf(deal).own,
  LedBy: ({ deal }) => textAt(deal.fields[field.ledBy]),
  CurrentGrade: ({ deal }) => textAt(deal.fields[field.grade]),
  Grade: ({ letter }) => letter,
  Result: ({ result }) => result,
  Reason: ({ reason }) => reason,
};
const values = Object.values(columns);

const textAt = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Letters that are written at a time. */
const pieceSize = 1 << 16;

/**
 * grades.csv while the run goes on, on the disk of the folder it will stand in: a row for each deal in the order they
 * came; for people, so safe to open in a spreadsheet.
 */
export class GradesFile implements GradeSheet {
  readonly #folder: string;
  readonly #file: number;
  readonly #writer = new TextWriter();
  readonly #corrections = new Map<string, DealEnd>();
  #text = csvHeadForPeople(Object.keys(columns));

  /** @param dir A folder that is there. */
  constructor(dir: string) {
    this.#folder = mkdtempSync(join(dir, '.grades-'));
    this.#file = openSync(join(this.#folder, 'rows'), 'w+', 0o600);
    // A file without a name goes with its process, however that ends. Windows does not know that.
    if (process.platform !== 'win32') rmSync(this.#folder, { recursive: true, force: true });
  }

  add(plan: GradePlan): void {
    this.#text += csvRowForPeople(values.map((value) => value(plan)));
    if (this.#text.length >= pieceSize) this.#flush();
  }

  correct(id: string, end: DealEnd): void {
    this.#corrections.set(id, end);
  }

  /** The files of the run, by name. What failed stands in a file of its own, as Bulk takes it. */
  files(summary: GradeSummary): ReadonlyMap<string, Iterable<string>> {
    return new Map<string, Iterable<string>>([
      ['grades.csv', this.#corrections.size === 0 ? this.#written() : this.#corrected()],
      ...(summary.applied ? [['failed.csv', this.#failed()] as const] : []),
      ['summary.json', [`${JSON.stringify(summary, null, 2)}\n`]],
    ]);
  }

  /** Lets go of the disk. */
  close(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  *#failed(): Generator<string> {
    yield csvRowExact(['Id', field.grade]);
    for (const [id, { result, to }] of this.#corrections)
      if (result === 'Failed') yield csvRowExact([id, to ?? '#N/A']);
  }

  *#written(): Generator<string> {
    for (const piece of this.#pieces()) yield piece;
  }

  /** The rows once more, with what became of those that ended otherwise. */
  *#corrected(): Generator<string> {
    let text = '';
    const scanner = new CsvScanner((row) => {
      const end = this.#corrections.get(row[0] ?? '');
      const cells = end === undefined ? row : [...row.slice(0, -2), end.result, end.reason];
      text += csvRowForPeople(cells);
    });
    yield '\ufeff';
    for (const piece of this.#pieces()) {
      scanner.feedText(piece);
      yield text;
      text = '';
    }
    scanner.end();
    yield text;
  }

  *#pieces(): Generator<string> {
    this.#flush();
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const bytes = Buffer.allocUnsafe(pieceSize);
    let at = 0;
    for (;;) {
      const read = readSync(this.#file, bytes, 0, bytes.length, at);
      if (read === 0) break;
      at += read;
      yield decoder.decode(bytes.subarray(0, read), { stream: true });
    }
    yield decoder.decode();
  }

  #flush(): void {
    this.#writer.write(this.#file, this.#text);
    this.#text = '';
  }
}
