import { CsvScanner, type CsvOptions } from './scan.ts';

/** A row and the physical line it starts on, counted from 1. */
export interface CsvRow {
  readonly fields: string[];
  readonly line: number;
}

/**
 * The rows of a stream, a batch for each chunk that finishes at least one row: the reader's own pace holds
 * the stream back, so memory stays that of a chunk.
 * @throws {CsvError} with the line of what is wrong, and whatever the stream throws (a cut body, say).
 */
export async function* csvBatches(
  stream: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): AsyncGenerator<CsvRow[], void> {
  let batch: CsvRow[] = [];
  const scanner = new CsvScanner((fields, line) => batch.push({ fields, line }), options);
  for await (const chunk of stream) {
    scanner.feed(chunk);
    if (batch.length === 0) continue;
    yield batch;
    batch = [];
  }
  scanner.end();
  if (batch.length > 0) yield batch;
}
