/** Our CSV scanner beside csv-parse, which shares no line with it: the same rows of any text cut anywhere, and both speeds. */
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { parse as parseStream } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { csvBatches, CsvError, CsvScanner } from '../../product/csv/index.ts';
import { tell, type Told } from './lines.ts';
import { Random } from './random.ts';

/** Whatever we read: any line end, a byte order mark, rows of any width. A quote inside a plain field is a character. */
const options = { bom: true, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true };

const pieces = ['a', 'é', '商', '😀', ' ', '=', '""', "'", ';', '\t', '0'] as const;
const quotedPieces = [...pieces, ',', '\n', '\r\n', '\r'] as const;
const ends = ['\n', '\n', '\r\n', '\r\n', '\r', '\n\n'] as const;
const soup = ['a', '商', '"', '"', ',', '\n', '\r', '\r\n', 'b"', '""', '","'] as const;

const some = (random: Random, most: number, of: readonly [string, ...string[]]): string =>
  Array.from({ length: random.below(most + 1) }, () => random.of(of)).join('');

function fieldText(random: Random): string {
  return random.below(2) === 0 ? `"${some(random, 5, quotedPieces)}"` : some(random, 5, pieces).replaceAll(/^"+/g, '');
}

/** Three of four are CSV as somebody may write it, the fourth is anything. */
function textOf(random: Random): string {
  if (random.below(4) === 0) return some(random, 24, soup);
  const rows = Array.from(
    { length: random.below(5) },
    () => `${Array.from({ length: 1 + random.below(4) }, () => fieldText(random)).join(',')}${random.of(ends)}`,
  );
  const text = rows.join('');
  return `${random.below(6) === 0 ? '\uFEFF' : ''}${random.below(3) === 0 ? text.trimEnd() : text}`;
}

/** The rows that our scanner finds in bytes that come in pieces cut anywhere; undefined: it refuses them. */
function scanned(bytes: Buffer, random: Random): string[][] | undefined {
  const rows: string[][] = [];
  const scanner = new CsvScanner((fields) => rows.push(fields));
  try {
    for (let at = 0; at < bytes.length;) {
      const end = Math.min(bytes.length, at + 1 + random.below(random.below(3) === 0 ? bytes.length : 6));
      scanner.feed(bytes.subarray(at, end));
      at = end;
    }
    scanner.end();
    return rows;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** The same by csv-parse; undefined: it refuses them. `relaxed`: quotes may stand anywhere. */
function parsed(bytes: Buffer, relaxed: boolean): string[][] | undefined {
  try {
    return parse(bytes, { ...options, relax_quotes: relaxed });
  } catch {
    return undefined;
  }
}

export async function proveCsv(inputs: number, seed: number, told: Told): Promise<void> {
  const random = new Random(seed);
  let refused = 0;
  let problem: string | undefined;
  for (let at = 0; at < inputs && problem === undefined; at += 1) {
    const text = textOf(random);
    const bytes = Buffer.from(text);
    const ours = scanned(bytes, random);
    const theirs = parsed(bytes, ours !== undefined);
    if (ours === undefined) refused += 1;
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      problem = `seed ${seed}, input ${at}: ${JSON.stringify(text)} is ${JSON.stringify(ours)} to us and ${JSON.stringify(theirs)} to csv-parse`;
    if (at % 2_000 !== 0) continue;
    told.progress(`CSV: ${at} of ${inputs} inputs`);
    await turn();
  }
  if (refused === 0 || refused > inputs / 4) problem ??= `hollow: ${refused} of ${inputs} inputs were refused`;
  const said = `${inputs} inputs read alike, ${refused} of them refused by both`;
  tell(told, { proof: 'CSV', name: 'the scanner beside csv-parse', said, problem });
}

/** Rows and seconds of a reader. */
interface Speed {
  readonly rows: number;
  readonly seconds: number;
}

/** Reads a file of so many megabytes by both, three times in turn; the best of each counts. */
export async function measureCsv(megabytes: number, told: Told): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tas-csv-'));
  const file = join(folder, 'deals.csv');
  try {
    await writeDeals(file, megabytes * 1_000_000);
    const ours: Speed[] = [];
    const theirs: Speed[] = [];
    for (let turnAt = 0; turnAt < 3; turnAt += 1) {
      ours.push(await speedOf(async () => await rowsByScanner(file)));
      theirs.push(await speedOf(async () => await rowsByCsvParse(file)));
      told.progress(`CSV: ${turnAt + 1} of 3 turns`);
    }
    const [scanner, other] = [best(ours), best(theirs)];
    const rate = ({ rows, seconds }: Speed): string =>
      `${Math.round(rows / seconds / 1000)} k rows/s (${Math.round(megabytes / seconds)} MB/s)`;
    tell(told, {
      proof: 'CSV',
      name: `a file of ${megabytes} MB, ${scanner.rows} rows`,
      said: `the scanner ${rate(scanner)}, csv-parse ${rate(other)}: ${(other.seconds / scanner.seconds).toFixed(1)} times as fast`,
      problem: scanner.rows === other.rows ? undefined : `${scanner.rows} rows to us, ${other.rows} to csv-parse`,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const best = (speeds: readonly Speed[]): Speed =>
  speeds.reduce((one, other) => (other.seconds < one.seconds ? other : one));

async function speedOf(read: () => Promise<number>): Promise<Speed> {
  const started = performance.now();
  const rows = await read();
  return { rows, seconds: (performance.now() - started) / 1000 };
}

async function rowsByScanner(file: string): Promise<number> {
  let rows = 0;
  for await (const batch of csvBatches(createReadStream(file))) rows += batch.length;
  return rows;
}

async function rowsByCsvParse(file: string): Promise<number> {
  let rows = 0;
  const parser = createReadStream(file).pipe(parseStream(options));
  parser.on('data', () => (rows += 1));
  await once(parser, 'end');
  return rows;
}

/** Rows as an org gives them: every value in quotes. */
async function writeDeals(file: string, bytes: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write('"Id","Name","StageName","Amount","CloseDate","TAS_Led_By__c","TAS_Grade__c","AccountId"\n');
  for (let written = 0, at = 0; written < bytes; at += 1) {
    const line = `"006000000${String(at).padStart(9, '0')}","东岭电力 ""${at}"" · 调度","Validate Opportunity","${at}000.0","2031-01-31","Us","B","001000000${String(at % 5_000).padStart(9, '0')}"\n`;
    written += Buffer.byteLength(line);
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
