export { csvBatches } from './batches.ts';
export { measureCsv } from './count.ts';
export { CsvError } from './error.ts';
export { publishFiles } from './publish.ts';
export { CsvScanner, type CsvOptions } from './scan.ts';
export { TextWriter } from './write-text.ts';
export { csvHeadForPeople, csvRowExact, csvRowForPeople, type CsvValue } from './write.ts';
